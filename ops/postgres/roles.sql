-- Two roles for one database: leads_owner owns the tables and migrates them, leads_service is whom the service works as.
-- Run once as an administrator, with passwords of your own:
--
--   psql -v owner_password=... -v service_password=... -f ops/postgres/roles.sql
--
-- Then start the service with both; the first is used while it starts, to make and migrate the tables and to grant:
--
--   ConnectionStrings__Owner   'Host=...;Database=leads;Username=leads_owner;Password=...'
--   ConnectionStrings__Leads   'Host=...;Database=leads;Username=leads_service;Password=...'
--
-- Or keep the owner's password off the service's machine: set both elsewhere and run `dotnet LeadLifecycle.Server.dll db-apply` before each
-- upgrade, which makes, migrates and grants. The service then starts with its own alone, and says so when the tables are not its version's.

CREATE ROLE leads_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE leads_service LOGIN PASSWORD :'service_password';
CREATE DATABASE leads OWNER leads_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE leads FROM PUBLIC;
GRANT CONNECT ON DATABASE leads TO leads_service;
