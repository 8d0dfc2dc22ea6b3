"""A whole box out, and mail in."""

from django.urls import path

from medimail.web.transfers import download, upload, views

_PAGE = "boites/<int:box>/reglages/transfert/"

urlpatterns = [
    path(_PAGE, views.page, name="transfers"),
    path(f"{_PAGE}etat/", views.state, name="transfer_state"),
    path(f"{_PAGE}copie/", views.export, name="export_box"),
    path(f"{_PAGE}importer/", upload.whole, name="import_mail"),
    path(f"{_PAGE}importer/debut/", upload.begin, name="import_begin"),
    path(f"{_PAGE}importer/<int:pk>/", upload.piece, name="import_piece"),
    path(f"{_PAGE}<int:pk>/arreter/", views.stop, name="transfer_stop"),
    path(f"{_PAGE}<int:pk>/supprimer/", views.forget, name="transfer_forget"),
    path(f"{_PAGE}<int:pk>/continuer/", views.go_on, name="transfer_go_on"),
    path(f"{_PAGE}<int:pk>/fichier/", download.file, name="transfer_file"),
    path(f"{_PAGE}<int:pk>/rapport/", download.report, name="transfer_report"),
]
