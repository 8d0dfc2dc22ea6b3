from django.urls import path

from medimail.web.labels_pages import views

urlpatterns = [
    path("boites/<int:box>/reglages/etiquettes/", views.labels, name="labels"),
    path("boites/<int:box>/reglages/etiquettes/<int:number>/", views.labels, name="label"),
    path("boites/<int:box>/reglages/etiquettes/<int:number>/supprimer/", views.remove, name="label_remove"),
]
