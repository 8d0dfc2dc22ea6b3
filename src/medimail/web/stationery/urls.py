from django.urls import path

from medimail.web.stationery import views

urlpatterns = [
    path("boites/<int:box>/reglages/signature/", views.papers, name="papers"),
    path("boites/<int:box>/reglages/signature/<int:paper>/", views.papers, name="paper"),
    path("boites/<int:box>/reglages/signature/<int:paper>/supprimer/", views.remove, name="paper_remove"),
]
