drop table mail_template_versions;
drop table mail_templates;
