drop table mail_reports;
