drop table support_ticket_links;
drop table support_survey_responses;
alter table support_survey_invitations
    drop column survey_id,
    drop column survey_version,
    drop constraint support_survey_invitations_tenant_id_id_key;
drop table support_survey_versions;
drop table support_surveys;
