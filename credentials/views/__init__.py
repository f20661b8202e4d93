"""The pages for people who manage connections and keys. A key goes in and never comes out."""
