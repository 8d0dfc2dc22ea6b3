from django.urls import path

from medimail.web.publication import views

urlpatterns = [
    path("", views.publication, name="publication"),
    path("reessayer/", views.try_all_again, name="publication_all_again"),
    path("<int:pk>/reessayer/", views.try_again, name="publication_again"),
]
