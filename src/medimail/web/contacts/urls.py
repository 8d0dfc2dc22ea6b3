from django.urls import path

from medimail.web.contacts import favourites, groups, shelf

urlpatterns = [
    path("", shelf.contacts, name="contacts"),
    path("boites/<int:box>/", shelf.contacts, name="box_contacts"),
    path("favoris/", favourites.star, name="star"),
    path("ajouter/", favourites.add, name="add_contact"),
    path("retirer/", favourites.drop, name="drop_contact"),
    path("remettre/", favourites.put_back, name="put_back_contact"),
    path("groupes/", groups.open_group, name="open_group"),
    path("groupes/<int:pk>/", groups.group, name="group"),
    path("groupes/<int:pk>/nom/", groups.rename, name="rename_group"),
    path("groupes/<int:pk>/retirer/", groups.part, name="part_group"),
    path("groupes/<int:pk>/supprimer/", groups.disband, name="disband_group"),
]
