"""The staff's web pages: rendered on the server, usable without JavaScript, nothing from elsewhere.

`app.build_app` makes the application from `pages.PAGES`; who may open which is declared once, in `permissions.PERMISSIONS`.
`web` is what every page stands on; `questions`, `consultations` and `knowledge` are what the pages of a subject share.
"""
