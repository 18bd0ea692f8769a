"""The article in the languages of others, each as nearly as it permits."""
