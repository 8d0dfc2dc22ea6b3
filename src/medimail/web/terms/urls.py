from django.urls import path, re_path

from medimail.web.terms import views

urlpatterns = [
    path("inscription/conditions/", views.terms, name="terms"),
    path("inscription/conditions/telecharger/", views.terms_download, name="terms_download"),
    path("conditions/", views.new_terms, name="new_terms"),
    # What `publish_terms` takes for a version; PostgreSQL refuses to look for a NUL.
    re_path(r"^conditions/(?P<version>[0-9A-Za-z.-]{1,20})/cgu\.pdf$", views.terms_file, name="terms_file"),
]
