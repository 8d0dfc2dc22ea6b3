from django.urls import path

from medimail.web.terms import views

urlpatterns = [
    path("inscription/conditions/", views.terms, name="terms"),
    path("inscription/conditions/telecharger/", views.terms_download, name="terms_download"),
    path("conditions/", views.new_terms, name="new_terms"),
    path("conditions/<str:version>/cgu.pdf", views.terms_file, name="terms_file"),
]
