"""Addresses of members and their capital."""

from django.urls import path

from ecoop.members import views
from ecoop.members.views import agreements, capital, certificates, charter, dealings, trade

app_name = "members"
urlpatterns = [
    path("o/<slug:slug>/members/", views.show_register, name="register"),
    path("o/<slug:slug>/members/<uuid:member_id>/", views.show_member, name="member"),
    path("o/<slug:slug>/members/<uuid:member_id>/contributions/", capital.show_book, name="contribution-book"),
    path("o/<slug:slug>/members/<uuid:member_id>/contributions/paper/", capital.print_book, name="contribution-paper"),
    path("o/<slug:slug>/capital/", capital.show_capital, name="capital"),
    path("o/<slug:slug>/capital/what-if/", capital.show_what_if, name="capital-what-if"),
    path("o/<slug:slug>/capital/moves/", capital.show_moves, name="capital-moves"),
    path("o/<slug:slug>/capital/books/<int:volume>/", capital.print_volume, name="capital-volume"),
    path("o/<slug:slug>/capital/commitments/", capital.show_commitments, name="commitments"),
    path(
        "o/<slug:slug>/capital/commitments/<uuid:commitment_id>/extension/",
        capital.extend_deadline,
        name="commitment-extension",
    ),
    path("o/<slug:slug>/capital/assets/<uuid:contribution_id>/record/", capital.print_record, name="handover-record"),
    path("o/<slug:slug>/capital/new/<str:what>/", capital.record_capital, name="capital-new"),
    path("o/<slug:slug>/charter/", charter.show_charter, name="charter"),
    path("o/<slug:slug>/charter/<str:name>/", charter.change_charter, name="charter-choice"),
    path("o/<slug:slug>/certificates/", certificates.show_certificates, name="certificates"),
    path("o/<slug:slug>/certificates/issue/", certificates.issue, name="certificates-issue"),
    path("o/<slug:slug>/certificates/<uuid:certificate_id>/", certificates.show_certificate, name="certificate"),
    path(
        "o/<slug:slug>/certificates/<uuid:certificate_id>/revocation/",
        certificates.revoke,
        name="certificate-revocation",
    ),
    path("o/<slug:slug>/certificates/<uuid:certificate_id>/paper/", certificates.print_one, name="certificate-paper"),
    path("certificate/", certificates.check, name="check-certificate"),
    path("o/<slug:slug>/member-trade/", dealings.show_dealings, name="trade"),
    path("o/<slug:slug>/member-trade/new/", dealings.record_dealing, name="dealing-new"),
    path("o/<slug:slug>/member-trade/use-and-labour/", trade.show_use_and_labour, name="use-and-labour"),
    path("o/<slug:slug>/member-trade/purchases/", trade.show_purchase_list, name="purchase-list"),
    path("o/<slug:slug>/member-trade/<uuid:dealing_id>/", dealings.show_dealing, name="dealing"),
    path("o/<slug:slug>/member-trade/<uuid:dealing_id>/reversal/", dealings.take_back, name="dealing-reversal"),
    path("o/<slug:slug>/members/<uuid:member_id>/services/", trade.show_services, name="services"),
    path("o/<slug:slug>/own-trade/", trade.show_own_trade, name="own-trade"),
    path("o/<slug:slug>/agreements/", agreements.show_agreements, name="agreements"),
    path("o/<slug:slug>/agreements/new/", agreements.sign_agreement, name="agreement-new"),
    path("o/<slug:slug>/agreements/everybody/", agreements.sign_with_everybody, name="agreement-everybody"),
    path("o/<slug:slug>/agreements/papers/", agreements.print_many, name="agreement-papers"),
    path("o/<slug:slug>/agreements/<uuid:agreement_id>/", agreements.show_agreement, name="agreement"),
    path("o/<slug:slug>/agreements/<uuid:agreement_id>/paper/", agreements.print_agreement, name="agreement-paper"),
    path("o/<slug:slug>/agreements/<uuid:agreement_id>/ending/", agreements.end, name="agreement-ending"),
]
