from django.urls import path

from medimail.web.desk import views

urlpatterns = [
    path("demandes/", views.queue, name="queue"),
    path("demandes/<int:pk>/", views.application, name="application"),
    path("demandes/<int:pk>/accepter/", views.accept, name="accept"),
    path("demandes/<int:pk>/refuser/", views.refuse, name="refuse"),
]
