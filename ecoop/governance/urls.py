"""Addresses of governance."""

from django.urls import path

from ecoop.governance.views import bodies, courses, dissolution, hall, phone_votes, resolutions, votes

app_name = "governance"
urlpatterns = [
    path("o/<slug:slug>/bodies/", bodies.show_bodies, name="bodies"),
    path("o/<slug:slug>/bodies/appoint/", bodies.appoint_somebody, name="appoint"),
    path("o/<slug:slug>/bodies/family/", bodies.show_family, name="family"),
    path("o/<slug:slug>/bodies/family/<uuid:tie_id>/end/", bodies.end_a_relation, name="family-end"),
    path("o/<slug:slug>/bodies/posts/<uuid:post_id>/end/", bodies.end_a_post, name="post-end"),
    path("o/<slug:slug>/bodies/posts/<uuid:post_id>/absence/", bodies.tell_of_absence, name="absence"),
    path("o/<slug:slug>/memberships/<uuid:org_id>/bodies/", bodies.show_own_bodies, name="own-bodies"),
    path("o/<slug:slug>/courses/", courses.show_courses, name="courses"),
    path("o/<slug:slug>/courses/new/", courses.begin_course, name="course-new"),
    path("o/<slug:slug>/courses/dissolution/", courses.begin_dissolution, name="dissolve"),
    path("o/<slug:slug>/courses/<uuid:course_id>/", courses.show_course, name="course"),
    path("o/<slug:slug>/dissolution/plan/", dissolution.show_plan, name="dissolution-plan"),
    path("o/<slug:slug>/dissolution/plan/paper/", dissolution.print_plan, name="dissolution-paper"),
    path("o/<slug:slug>/meetings/<uuid:meeting_id>/hall/", hall.show_hall, name="hall"),
    path("o/<slug:slug>/meetings/<uuid:meeting_id>/votes/", votes.show_votes, name="votes"),
    path("o/<slug:slug>/motions/<uuid:motion_id>/ballots/", votes.open_ballot, name="ballot-opening"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/", votes.show_ballot, name="ballot"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/votes/", votes.enter_votes, name="ballot-votes"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/hands/", votes.enter_hands, name="ballot-hands"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/paper/", votes.enter_paper, name="ballot-paper"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/issues/", votes.hand_out, name="ballot-issues"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/box/", votes.open_the_box, name="ballot-box"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/closure/", votes.close_ballot, name="ballot-closure"),
    path("o/<slug:slug>/ballots/<uuid:ballot_id>/list/", votes.give_list, name="ballot-list"),
    path("meet/<str:token>/ballot/", phone_votes.show_pass_ballot, name="pass-ballot"),
    path(
        "meet/<str:token>/ballot/<uuid:ballot_id>/signatures/", phone_votes.sign_for_pass, name="pass-ballot-signatures"
    ),
    path("meet/<str:token>/ballot/<uuid:ballot_id>/list/", phone_votes.give_list_to_pass, name="pass-ballot-list"),
    path("o/<slug:slug>/memberships/<uuid:org_id>/ballot/", phone_votes.show_own_ballot, name="own-ballot"),
    path(
        "o/<slug:slug>/memberships/<uuid:org_id>/ballot/<uuid:ballot_id>/signatures/",
        phone_votes.sign_for_household,
        name="own-ballot-signatures",
    ),
    path(
        "o/<slug:slug>/memberships/<uuid:org_id>/ballot/<uuid:ballot_id>/list/",
        phone_votes.give_list_to_household,
        name="own-ballot-list",
    ),
    path("box/<uuid:org_id>/<uuid:ballot_id>/", phone_votes.take_into_box, name="box"),
    path("o/<slug:slug>/resolutions/", resolutions.show_resolutions, name="resolutions"),
    path("o/<slug:slug>/resolutions/from-paper/", resolutions.choose_matter, name="resolution-matters"),
    path(
        "o/<slug:slug>/resolutions/from-paper/<str:matter>/",
        resolutions.create_from_paper,
        name="resolution-from-paper",
    ),
    path("o/<slug:slug>/resolutions/files/<uuid:paper_id>/", resolutions.show_paper, name="resolution-file"),
    path("o/<slug:slug>/resolutions/<uuid:resolution_id>/", resolutions.show_resolution, name="resolution"),
    path(
        "o/<slug:slug>/resolutions/<uuid:resolution_id>/execution/",
        resolutions.create_execution,
        name="resolution-execution",
    ),
    path(
        "o/<slug:slug>/resolutions/<uuid:resolution_id>/annulment/",
        resolutions.create_annulment,
        name="resolution-annulment",
    ),
    path("o/<slug:slug>/resolutions/<uuid:resolution_id>/papers/", resolutions.create_paper, name="resolution-papers"),
]
