-- Everything the server keeps in PostgreSQL, as it makes it at start-up: its own script, not to be edited by hand.

-- marten://store/

DO $$
BEGIN      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'leads') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS leads';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

END
$$;


CREATE
OR REPLACE FUNCTION leads.mt_immutable_timestamp(value text) RETURNS timestamp without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamp

$function$;


CREATE
OR REPLACE FUNCTION leads.mt_immutable_timestamptz(value text) RETURNS timestamp with time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::timestamptz

$function$;


CREATE
OR REPLACE FUNCTION leads.mt_immutable_time(value text) RETURNS time without time zone LANGUAGE sql IMMUTABLE AS
$function$
select value::time

$function$;


CREATE
OR REPLACE FUNCTION leads.mt_immutable_date(value text) RETURNS date LANGUAGE sql IMMUTABLE AS
$function$
select value::date

$function$;


CREATE
OR REPLACE FUNCTION leads.mt_grams_vector(text, use_unaccent boolean DEFAULT false)
        RETURNS tsvector
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(leads.mt_grams_array($1, use_unaccent), ' ') ::tsvector);
END
$function$;


CREATE
OR REPLACE FUNCTION leads.mt_grams_query(text, use_unaccent boolean DEFAULT false)
        RETURNS tsquery
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
RETURN (SELECT array_to_string(leads.mt_grams_array($1, use_unaccent), ' & ') ::tsquery);
END
$function$;


CREATE
OR REPLACE FUNCTION leads.mt_grams_array(words text, use_unaccent boolean DEFAULT false)
        RETURNS text[]
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
        DECLARE
result text[];
        DECLARE
word text;
        DECLARE
clean_word text;
BEGIN
                FOREACH
word IN ARRAY string_to_array(words, ' ')
                LOOP
                     clean_word = regexp_replace(leads.mt_safe_unaccent(use_unaccent, word), '[^a-zA-Z0-9]+', '','g');
FOR i IN 1 .. length(clean_word)
                     LOOP
                         result := result || quote_literal(substr(lower(clean_word), i, 1));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 2));
                         result
:= result || quote_literal(substr(lower(clean_word), i, 3));
END LOOP;
END LOOP;

RETURN ARRAY(SELECT DISTINCT e FROM unnest(result) AS a(e) ORDER BY e);
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_append(jsonb, text[], jsonb, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    patch_expression ALIAS FOR $5;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
            END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_append_key_value(jsonb, text[], jsonb, boolean)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    if_not_exists ALIAS FOR $4;
    tmp_value jsonb;
    _key text;
BEGIN
    tmp_value = retval #> location;

    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            WHEN NOT tmp_value ?| ARRAY(SELECT jsonb_object_keys(val)) THEN
                retval = jsonb_set(retval, location, tmp_value || val, FALSE);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_copy(jsonb, text[], text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_path ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = leads.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value::jsonb, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_duplicate(jsonb, text[], jsonb)
RETURNS jsonb
LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    targets ALIAS FOR $3;
    tmp_value jsonb;
    target_path text[];
    target text;
BEGIN
    FOR target IN SELECT jsonb_array_elements_text(targets)
    LOOP
        target_path = leads.mt_jsonb_path_to_array(target, '\.');
        retval = leads.mt_jsonb_copy(retval, location, target_path);
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_fix_null_parent(jsonb, text[])
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    dst_path ALIAS FOR $2;
    dst_path_segment text[] = ARRAY[]::text[];
    dst_path_array_length integer;
    i integer = 1;
BEGIN
    dst_path_array_length = array_length(dst_path, 1);
    WHILE i <=(dst_path_array_length - 1)
    LOOP
        dst_path_segment = dst_path_segment || ARRAY[dst_path[i]];
        IF retval #> dst_path_segment IS NULL OR retval #> dst_path_segment = 'null'::jsonb THEN
            retval = jsonb_set(retval, dst_path_segment, '{}'::jsonb, TRUE);
        END IF;
        i = i + 1;
    END LOOP;

    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_increment(jsonb, text[], numeric)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
retval ALIAS FOR $1;
    location ALIAS FOR $2;
    increment_value ALIAS FOR $3;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NULL THEN
        tmp_value = to_jsonb(0);
END IF;

RETURN jsonb_set(retval, location, to_jsonb(tmp_value::numeric + increment_value), TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_insert(jsonb, text[], jsonb, integer, boolean, jsonb default null::jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    elm_index ALIAS FOR $4;
    if_not_exists ALIAS FOR $5;
    patch_expression ALIAS FOR $6;
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF elm_index IS NULL THEN
            elm_index = jsonb_array_length(tmp_value) + 1;
        END IF;
        CASE
            WHEN NOT if_not_exists THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) = 'object' AND NOT tmp_value @> jsonb_build_array(val) THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NULL AND jsonb_typeof(val) <> 'object' AND NOT tmp_value @> val THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            WHEN patch_expression IS NOT NULL AND jsonb_typeof(patch_expression) = 'array' AND jsonb_array_length(patch_expression) = 0 THEN
                retval = jsonb_insert(retval, location || elm_index::text, val);
            ELSE NULL;
        END CASE;
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_move(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    src_path ALIAS FOR $2;
    dst_name ALIAS FOR $3;
    dst_path text[];
    tmp_value jsonb;
BEGIN
    tmp_value = retval #> src_path;
    retval = retval #- src_path;
    dst_path = src_path;
    dst_path[array_length(dst_path, 1)] = dst_name;
    retval = leads.mt_jsonb_fix_null_parent(retval, dst_path);
    RETURN jsonb_set(retval, dst_path, tmp_value, TRUE);
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_path_to_array(text, character)
    RETURNS text[]
    LANGUAGE plpgsql
AS $function$
DECLARE
    location ALIAS FOR $1;
    regex_pattern ALIAS FOR $2;
BEGIN
RETURN regexp_split_to_array(location, regex_pattern)::text[];
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_remove(jsonb, text[], jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    val ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'array' THEN
        IF jsonb_typeof(val) = 'array' THEN
            tmp_remove = val;
        ELSE
            tmp_remove = jsonb_build_array(val);
        END IF;

        FOR patch_remove IN SELECT * FROM jsonb_array_elements(tmp_remove)
        LOOP
            tmp_value =(SELECT jsonb_agg(elem)
            FROM jsonb_array_elements(tmp_value) AS elem
            WHERE elem <> patch_remove);
        END LOOP;

        IF tmp_value IS NULL THEN
            tmp_value = '[]'::jsonb;
        END IF;
    END IF;
    RETURN jsonb_set(retval, location, tmp_value, FALSE);
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_remove_key(jsonb, text[], text)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    location ALIAS FOR $2;
    _key ALIAS FOR $3;
    tmp_value jsonb;
    tmp_remove jsonb;
    patch_remove jsonb;
BEGIN
    tmp_value = retval #> location;
    IF tmp_value IS NOT NULL AND jsonb_typeof(tmp_value) = 'object' THEN
        RETURN jsonb_set(retval, location, tmp_value - _key, FALSE);
    END IF;
    RETURN retval;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_jsonb_patch(jsonb, jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql
AS $function$
DECLARE
    retval ALIAS FOR $1;
    patchset ALIAS FOR $2;
    patch jsonb;
    patch_path text[];
    patch_expression jsonb;
    value jsonb;
BEGIN
    FOR patch IN SELECT * from jsonb_array_elements(patchset)
    LOOP
        patch_path = leads.mt_jsonb_path_to_array((patch->>'path')::text, '\.');

        patch_expression = null;
        IF (patch->>'type') IN ('remove', 'append_if_not_exists', 'insert_if_not_exists') AND (patch->>'expression') IS NOT NULL THEN
            patch_expression = jsonb_path_query_array(retval #> patch_path, (patch->>'expression')::jsonpath);
        END IF;

        CASE patch->>'type'
            WHEN 'set' THEN
                retval = jsonb_set(retval, patch_path, (patch->'value')::jsonb, TRUE);
            WHEN 'delete' THEN
                retval = retval#-patch_path;
            WHEN 'append' THEN
                retval = leads.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, FALSE);
            WHEN 'append_if_not_exists' THEN
                retval = leads.mt_jsonb_append(retval, patch_path, (patch->'value')::jsonb, TRUE, patch_expression);
            WHEN 'append_key_value' THEN
                retval = leads.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, FALSE);
            WHEN 'append_key_value_if_not_exists' THEN
                retval = leads.mt_jsonb_append_key_value(retval, patch_path, (patch->'key_value')::jsonb, TRUE);
            WHEN 'insert' THEN
                retval = leads.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, FALSE);
            WHEN 'insert_if_not_exists' THEN
                retval = leads.mt_jsonb_insert(retval, patch_path, (patch->'value')::jsonb, (patch->>'index')::integer, TRUE, patch_expression);
            WHEN 'remove' THEN
                retval = leads.mt_jsonb_remove(retval, patch_path, COALESCE(patch_expression, (patch->'value')::jsonb));
            WHEN 'remove_key' THEN
                retval = leads.mt_jsonb_remove_key(retval, patch_path, (patch->>'key'));
            WHEN 'duplicate' THEN
                retval = leads.mt_jsonb_duplicate(retval, patch_path, (patch->'targets')::jsonb);
            WHEN 'rename' THEN
                retval = leads.mt_jsonb_move(retval, patch_path, (patch->>'to')::text);
            WHEN 'increment' THEN
                retval = leads.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            WHEN 'increment_float' THEN
                retval = leads.mt_jsonb_increment(retval, patch_path, (patch->>'increment')::numeric);
            ELSE NULL;
        END CASE;
    END LOOP;
    RETURN retval;
END;
$function$;


CREATE
OR REPLACE FUNCTION leads.mt_safe_unaccent(use_unaccent BOOLEAN, word TEXT)
        RETURNS TEXT
        LANGUAGE plpgsql
        IMMUTABLE STRICT
AS $function$
BEGIN
IF use_unaccent THEN
    RETURN public.unaccent(word);
ELSE
    RETURN word;
END IF;
END;
$function$;


CREATE TABLE IF NOT EXISTS leads.workspace (
    name      varchar    NOT NULL,
    secret    bytea      NOT NULL,
CONSTRAINT pkey_workspace_name PRIMARY KEY (name)
);
CREATE OR REPLACE FUNCTION leads.append_lead_events(
    tenant varchar, leads uuid[], befores bigint[], afters bigint[],
    lead_ids uuid[], event_ids uuid[], versions bigint[], types varchar[], dotnet_types varchar[], bodies jsonb[], heads jsonb[], correlations varchar[], causations varchar[])
RETURNS SETOF bigint LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    moved bigint;
    made bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM leads.mt_events e WHERE e.id = ANY(event_ids)) THEN
        RAISE EXCEPTION 'An event of this group is stored already' USING ERRCODE = 'unique_violation';
    END IF;

    -- One look-up by key each: a join could be planned, while there are few streams, to read them all for every group.
    moved := 0;
    FOR i IN 1 .. cardinality(leads) LOOP
        CONTINUE WHEN befores[i] = 0;
        UPDATE leads.mt_streams SET version = afters[i], timestamp = now()
        WHERE tenant_id = tenant AND id = leads[i] AND version = befores[i] AND NOT is_archived;
        IF FOUND THEN moved := moved + 1; END IF;
    END LOOP;

    INSERT INTO leads.mt_streams (tenant_id, id, version)
    SELECT tenant, n.lead, n.after FROM unnest(leads, befores, afters) AS n(lead, before, after) WHERE n.before = 0
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS made = ROW_COUNT;

    IF moved + made <> cardinality(leads) THEN
        RAISE EXCEPTION 'A lead of this group is at another version' USING ERRCODE = 'serialization_failure';
    END IF;

    RETURN QUERY
    INSERT INTO leads.mt_events
        (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id, correlation_id, headers)
    SELECT nextval('leads.mt_events_sequence'), n.id, n.lead, n.version, n.body, n.type, tenant, now(), n.dotnet_type, false, n.causation, n.correlation, n.head
    FROM unnest(lead_ids, event_ids, versions, types, dotnet_types, bodies, heads, correlations, causations)
        AS n(lead, id, version, type, dotnet_type, body, head, correlation, causation)
    RETURNING seq_id;

    PERFORM pg_notify('mt_events_appended', '');
END
$$;
CREATE TABLE IF NOT EXISTS leads.access_key (
    id              varchar        NOT NULL,
    workspace       text           NOT NULL,
    name            text           NOT NULL,
    roles           text[]         NOT NULL,
    hash            bytea          NOT NULL,
    hash_before     bytea          NULL,
    before_until    timestamptz    NULL,
    expires_at      timestamptz    NULL,
    revoked_at      timestamptz    NULL,
    created_at      timestamptz    NOT NULL,
CONSTRAINT pkey_access_key_id PRIMARY KEY (id)
);

CREATE INDEX idx_access_key_workspace ON leads.access_key USING btree (workspace, created_at, id);
CREATE TABLE IF NOT EXISTS leads.idempotency (
    workspace       varchar        NOT NULL,
    route           varchar        NOT NULL,
    key             varchar        NOT NULL,
    request         text           NOT NULL,
    claim           uuid           NOT NULL,
    claimed_at      timestamptz    NOT NULL DEFAULT now(),
    status          integer        NULL,
    content_type    text           NULL,
    location        text           NULL,
    body            bytea          NULL,
    created_at      timestamptz    NOT NULL DEFAULT now(),
CONSTRAINT pkey_idempotency_workspace_route_key PRIMARY KEY (workspace, route, key)
);

CREATE INDEX idx_idempotency_age ON leads.idempotency USING btree (created_at);
CREATE TABLE IF NOT EXISTS leads.connection (
    workspace     varchar        NOT NULL,
    name          varchar        NOT NULL,
    vendor        text           NOT NULL,
    source        text           NOT NULL,
    mapping       text           NOT NULL,
    secret        bytea          NOT NULL,
    active        boolean        NOT NULL,
    revision      uuid           NOT NULL,
    created_at    timestamptz    NOT NULL,
    changed_at    timestamptz    NOT NULL,
CONSTRAINT pkey_connection_workspace_name PRIMARY KEY (workspace, name)
);
CREATE TABLE IF NOT EXISTS leads.quarantine (
    workspace     varchar        NOT NULL,
    connection    varchar        NOT NULL,
    id            uuid           NOT NULL,
    hash          text           NOT NULL,
    pointer       text           NOT NULL,
    code          text           NOT NULL,
    detail        text           NOT NULL,
    member        text           NULL,
    body          bytea          NOT NULL,
    first_seen    timestamptz    NOT NULL,
    last_seen     timestamptz    NOT NULL,
    times_seen    integer        NOT NULL,
CONSTRAINT pkey_quarantine_workspace_connection_id PRIMARY KEY (workspace, connection, id)
);

DO $do$
BEGIN
ALTER TABLE leads.quarantine
ADD CONSTRAINT fk_quarantine_connection FOREIGN KEY(workspace, connection)
REFERENCES leads.connection(workspace, name);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;

CREATE UNIQUE INDEX idx_quarantine_hash ON leads.quarantine USING btree (workspace, connection, hash);
CREATE TABLE IF NOT EXISTS leads.capture_form (
    id            uuid           NOT NULL,
    workspace     text           NOT NULL,
    definition    jsonb          NOT NULL,
    created_at    timestamptz    NOT NULL DEFAULT now(),
CONSTRAINT pkey_capture_form_id PRIMARY KEY (id)
);

CREATE INDEX idx_capture_form_workspace ON leads.capture_form USING btree (workspace, created_at, id);
CREATE TABLE IF NOT EXISTS leads.lead_identity (
    workspace    varchar    NOT NULL,
    sender       varchar    NOT NULL,
    subject      varchar    NOT NULL,
    lead_id      uuid       NOT NULL,
CONSTRAINT pkey_lead_identity_workspace_sender_subject PRIMARY KEY (workspace, sender, subject)
);

CREATE INDEX idx_lead_identity_lead_id ON leads.lead_identity USING btree (lead_id);
CREATE TABLE IF NOT EXISTS leads.contact_vault (
    workspace      varchar        NOT NULL,
    lead_id        uuid           NOT NULL,
    version        bigint         NOT NULL,
    salt           bytea          NOT NULL,
    said           text           NOT NULL,
    recorded_at    timestamptz    NOT NULL DEFAULT now(),
CONSTRAINT pkey_contact_vault_workspace_lead_id_version PRIMARY KEY (workspace, lead_id, version)
);
CREATE TABLE IF NOT EXISTS leads.deadline (
    workspace    varchar        NOT NULL,
    lead_id      uuid           NOT NULL,
    next_at      timestamptz    NULL,
    mark         bigint         NOT NULL,
CONSTRAINT pkey_deadline_workspace_lead_id PRIMARY KEY (workspace, lead_id)
);

CREATE INDEX idx_deadline_next ON leads.deadline USING btree (next_at) WHERE (next_at is not null);
CREATE TABLE IF NOT EXISTS leads.lead (
    workspace      varchar        NOT NULL,
    lead_id        uuid           NOT NULL,
    version        bigint         NULL,
    position       bigint         NULL,
    stage          text           NULL,
    cycle          integer        NULL,
    since          timestamptz    NULL,
    owner          text           NULL,
    team           text           NULL,
    source         text           NULL,
    channel        text           NULL,
    campaign       text           NULL,
    company        text           NULL,
    industry       text           NULL,
    employees      integer        NULL,
    country        text           NULL,
    technology     text           NULL,
    role           text           NULL,
    score          numeric        NULL,
    amount         numeric        NULL,
    currency       text           NULL,
    reason         text           NULL,
    recorded_at    timestamptz    NULL,
    facts          bytea          NULL,
CONSTRAINT pkey_lead_workspace_lead_id PRIMARY KEY (workspace, lead_id)
);

CREATE INDEX idx_lead_position ON leads.lead USING btree (workspace, position);

CREATE INDEX idx_lead_stage_position ON leads.lead USING btree (workspace, stage, position);
CREATE TABLE IF NOT EXISTS leads.cycle (
    workspace             varchar        NOT NULL,
    lead_id               uuid           NOT NULL,
    cycle                 integer        NOT NULL,
    captured_at           timestamptz    NULL,
    engaged_at            timestamptz    NULL,
    qualified_at          timestamptz    NULL,
    accepted_at           timestamptz    NULL,
    sales_qualified_at    timestamptz    NULL,
    won_at                timestamptz    NULL,
    lost_at               timestamptz    NULL,
    recycled_at           timestamptz    NULL,
    contacted_at          timestamptz    NULL,
    source                text           NULL,
    channel               text           NULL,
    campaign              text           NULL,
    earlier_source        text           NULL,
    earlier_channel       text           NULL,
    earlier_campaign      text           NULL,
    qualified_team        text           NULL,
    accepted_owner        text           NULL,
    accepted_team         text           NULL,
    reason                text           NULL,
    won_amount            numeric        NULL,
    won_currency          text           NULL,
    known_from            timestamptz    NULL,
CONSTRAINT pkey_cycle_workspace_lead_id_cycle PRIMARY KEY (workspace, lead_id, cycle)
);
CREATE TABLE IF NOT EXISTS leads.cycle_history (
    workspace             varchar        NOT NULL,
    lead_id               uuid           NULL,
    cycle                 integer        NULL,
    captured_at           timestamptz    NULL,
    engaged_at            timestamptz    NULL,
    qualified_at          timestamptz    NULL,
    accepted_at           timestamptz    NULL,
    sales_qualified_at    timestamptz    NULL,
    won_at                timestamptz    NULL,
    lost_at               timestamptz    NULL,
    recycled_at           timestamptz    NULL,
    contacted_at          timestamptz    NULL,
    source                text           NULL,
    channel               text           NULL,
    campaign              text           NULL,
    earlier_source        text           NULL,
    earlier_channel       text           NULL,
    earlier_campaign      text           NULL,
    qualified_team        text           NULL,
    accepted_owner        text           NULL,
    accepted_team         text           NULL,
    reason                text           NULL,
    won_amount            numeric        NULL,
    won_currency          text           NULL,
    known_from            timestamptz    NULL,
    superseded_at         timestamptz    NULL
);

CREATE INDEX idx_cycle_history_lead ON leads.cycle_history USING btree (workspace, lead_id);
CREATE TABLE IF NOT EXISTS leads.cycle_path (
    workspace       varchar    NOT NULL,
    path            integer    NOT NULL,
    in_order        integer    NOT NULL,
    end_in_order    boolean    NOT NULL,
    reentered       boolean    NOT NULL,
    cycles          bigint     NULL,
CONSTRAINT pkey_cycle_path_workspace_path_in_order_end_in_order_reentered PRIMARY KEY (workspace, path, in_order, end_in_order, reentered)
);
CREATE TABLE IF NOT EXISTS leads.clock (
    workspace           varchar             NOT NULL,
    lead_id             uuid                NOT NULL,
    cycle               integer             NOT NULL,
    leg                 text                NOT NULL,
    start_at            timestamptz         NULL,
    stop_at             timestamptz         NULL,
    at_risk_at          timestamptz         NULL,
    due_at              timestamptz         NULL,
    person_due_at       timestamptz         NULL,
    paused_from         timestamptz         NULL,
    paused_until        timestamptz         NULL,
    business_seconds    double precision    NULL,
    owner               text                NULL,
    team                text                NULL,
    missed_owner        text                NULL,
    missed_team         text                NULL,
    source              text                NULL,
    segment             text                NULL,
    policy_version      integer             NULL,
    known_from          timestamptz         NULL,
CONSTRAINT pkey_clock_workspace_lead_id_cycle_leg PRIMARY KEY (workspace, lead_id, cycle, leg)
);

CREATE INDEX idx_clock_open_due ON leads.clock USING btree (workspace, due_at, lead_id) WHERE (stop_at is null and due_at is not null);
CREATE TABLE IF NOT EXISTS leads.clock_history (
    workspace           varchar             NOT NULL,
    lead_id             uuid                NULL,
    cycle               integer             NULL,
    leg                 text                NULL,
    start_at            timestamptz         NULL,
    stop_at             timestamptz         NULL,
    at_risk_at          timestamptz         NULL,
    due_at              timestamptz         NULL,
    person_due_at       timestamptz         NULL,
    paused_from         timestamptz         NULL,
    paused_until        timestamptz         NULL,
    business_seconds    double precision    NULL,
    owner               text                NULL,
    team                text                NULL,
    missed_owner        text                NULL,
    missed_team         text                NULL,
    source              text                NULL,
    segment             text                NULL,
    policy_version      integer             NULL,
    known_from          timestamptz         NULL,
    superseded_at       timestamptz         NULL
);

CREATE INDEX idx_clock_history_lead ON leads.clock_history USING btree (workspace, lead_id);
CREATE TABLE IF NOT EXISTS leads.views_version (
    name       varchar    NOT NULL,
    version    integer    NOT NULL,
CONSTRAINT pkey_views_version_name PRIMARY KEY (name)
);
CREATE TABLE IF NOT EXISTS leads.subscription (
    workspace          varchar        NOT NULL,
    id                 uuid           NOT NULL,
    name               text           NOT NULL,
    channel            text           NOT NULL,
    settings           bytea          NULL,
    digest             text           NULL,
    filter             jsonb          NOT NULL,
    payload            jsonb          NOT NULL,
    state              text           NOT NULL,
    reason             text           NULL,
    secret             bytea          NULL,
    previous_secret    bytea          NULL,
    previous_until     timestamptz    NULL,
    created_at         timestamptz    NOT NULL DEFAULT now(),
    active_from        timestamptz    NOT NULL DEFAULT now(),
    throttled_until    timestamptz    NULL,
    failing_since      timestamptz    NULL,
CONSTRAINT pkey_subscription_workspace_id PRIMARY KEY (workspace, id)
);
CREATE TABLE IF NOT EXISTS leads.notification (
    workspace        varchar        NOT NULL,
    event_id         uuid           NOT NULL,
    type             text           NOT NULL,
    lead_id          uuid           NULL,
    version          bigint         NOT NULL,
    cycle            integer        NOT NULL,
    occurred_at      timestamptz    NOT NULL,
    recorded         timestamptz    NOT NULL DEFAULT now(),
    facts            jsonb          NOT NULL,
    fanned_out_at    timestamptz    NULL,
CONSTRAINT pkey_notification_workspace_event_id PRIMARY KEY (workspace, event_id)
);

CREATE INDEX idx_notification_waiting ON leads.notification USING btree (recorded) WHERE ((fanned_out_at IS NULL));

CREATE INDEX idx_notification_waiting_lead ON leads.notification USING btree (workspace, lead_id, version) WHERE ((fanned_out_at IS NULL));

CREATE INDEX idx_notification_lead ON leads.notification USING btree (workspace, lead_id);
CREATE TABLE IF NOT EXISTS leads.delivery (
    workspace          varchar        NOT NULL,
    id                 text           NOT NULL,
    subscription_id    uuid           NOT NULL,
    event_id           uuid           NOT NULL,
    lead_id            uuid           NULL,
    version            bigint         NOT NULL,
    type               text           NOT NULL,
    state              text           NOT NULL DEFAULT 'pending',
    attempts           integer        NOT NULL DEFAULT 0,
    round_start        integer        NOT NULL DEFAULT 0,
    scheduled_at       timestamptz    NOT NULL,
    next_at            timestamptz    NOT NULL,
    leased_until       timestamptz    NULL,
    fence              bigint         NOT NULL DEFAULT 0,
    failing_since      timestamptz    NULL,
    created_at         timestamptz    NOT NULL,
    finished_at        timestamptz    NULL,
CONSTRAINT pkey_delivery_workspace_id PRIMARY KEY (workspace, id)
);

CREATE INDEX idx_delivery_due ON leads.delivery USING btree (workspace, subscription_id, next_at) WHERE ((state = 'pending'::text));

CREATE INDEX idx_delivery_order ON leads.delivery USING btree (workspace, subscription_id, lead_id, version) WHERE ((state = 'pending'::text));

CREATE INDEX idx_delivery_listed ON leads.delivery USING btree (workspace, subscription_id, created_at, id);

CREATE INDEX idx_delivery_event ON leads.delivery USING btree (workspace, event_id);
CREATE TABLE IF NOT EXISTS leads.delivery_attempt (
    workspace      varchar        NOT NULL,
    delivery_id    text           NOT NULL,
    number         integer        NOT NULL,
    at             timestamptz    NOT NULL,
    duration_ms    integer        NOT NULL,
    outcome        text           NOT NULL,
    status         integer        NULL,
    error          text           NULL,
    answer         text           NULL,
CONSTRAINT pkey_delivery_attempt_workspace_delivery_id_number PRIMARY KEY (workspace, delivery_id, number)
);
CREATE TABLE IF NOT EXISTS leads.audit_tile (
    workspace        varchar     NOT NULL,
    tile             bigint      NOT NULL,
    last_position    bigint      NOT NULL,
    positions        bigint[]    NOT NULL,
    leaves           bytea       NOT NULL,
    root             bytea       NOT NULL,
CONSTRAINT pkey_audit_tile_workspace_tile PRIMARY KEY (workspace, tile)
);

CREATE INDEX audit_tile_by_position ON leads.audit_tile USING btree (workspace, last_position);
CREATE TABLE IF NOT EXISTS leads.audit_head (
    workspace    varchar     NOT NULL,
    size         bigint      NOT NULL,
    edge         bytea       NOT NULL,
    positions    bigint[]    NOT NULL,
    leaves       bytea       NOT NULL,
CONSTRAINT pkey_audit_head_workspace PRIMARY KEY (workspace)
);
CREATE TABLE IF NOT EXISTS leads.audit_cursor (
    one         boolean    NOT NULL,
    position    bigint     NOT NULL,
CONSTRAINT pkey_audit_cursor_one PRIMARY KEY (one)
);
CREATE TABLE IF NOT EXISTS leads.audit_checkpoint (
    workspace    varchar        NOT NULL,
    size         bigint         NOT NULL,
    note         text           NOT NULL,
    made_at      timestamptz    NOT NULL DEFAULT now(),
CONSTRAINT pkey_audit_checkpoint_workspace_size PRIMARY KEY (workspace, size)
);
CREATE TABLE IF NOT EXISTS leads.audit_key (
    one     boolean    NOT NULL,
    name    text       NOT NULL,
    seed    bytea      NOT NULL,
CONSTRAINT pkey_audit_key_one PRIMARY KEY (one)
);
CREATE TABLE IF NOT EXISTS leads.audit_sink (
    sink         varchar    NOT NULL,
    workspace    varchar    NOT NULL,
    size         bigint     NOT NULL,
CONSTRAINT pkey_audit_sink_sink_workspace PRIMARY KEY (sink, workspace)
);
CREATE TABLE IF NOT EXISTS leads.mt_doc_deadletterevent (
    id                  uuid                        NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_deadletterevent_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS leads.mt_doc_envelope (
    id                  uuid                        NOT NULL,
    data                jsonb                       NOT NULL,
    mt_last_modified    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mt_version          uuid                        NOT NULL DEFAULT (md5(random()::text || clock_timestamp()::text)::uuid),
    mt_dotnet_type      varchar                     NULL,
CONSTRAINT pkey_mt_doc_envelope_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS leads.mt_streams (
    tenant_id            varchar        NOT NULL DEFAULT '*DEFAULT*',
    id                   uuid           NOT NULL,
    type                 varchar        NULL,
    version              bigint         NULL,
    timestamp            timestamptz    NOT NULL DEFAULT (now()),
    created              timestamptz    NOT NULL DEFAULT (now()),
    compacted_version    bigint         NOT NULL DEFAULT 0,
    is_archived          bool           NULL DEFAULT FALSE,
CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id)
);
CREATE TABLE IF NOT EXISTS leads.mt_events (
    seq_id            bigint                      NOT NULL,
    id                uuid                        NOT NULL,
    stream_id         uuid                        NULL,
    version           bigint                      NOT NULL,
    data              jsonb                       NOT NULL,
    bdata             bytea                       NULL,
    type              varchar(500)                NOT NULL,
    timestamp         timestamp with time zone    NOT NULL DEFAULT '(now())',
    tenant_id         varchar                     NULL DEFAULT '*DEFAULT*',
    mt_dotnet_type    varchar                     NULL,
    correlation_id    varchar                     NULL,
    causation_id      varchar                     NULL,
    headers           jsonb                       NULL,
    is_archived       bool                        NULL DEFAULT FALSE,
CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id)
);

DO $do$
BEGIN
ALTER TABLE leads.mt_events
ADD CONSTRAINT fkey_mt_events_stream_id_tenant_id FOREIGN KEY(tenant_id, stream_id)
REFERENCES leads.mt_streams(tenant_id, id);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON leads.mt_events USING btree (tenant_id, stream_id, version);

CREATE UNIQUE INDEX idx_mt_events_event_id ON leads.mt_events USING btree (id);
CREATE SEQUENCE leads.mt_events_sequence;
ALTER SEQUENCE leads.mt_events_sequence OWNED BY leads.mt_events.seq_id;
CREATE TABLE IF NOT EXISTS leads.mt_event_progression (
    name                         varchar                     NOT NULL,
    last_seq_id                  bigint                      NULL,
    last_updated                 timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
    mode                         varchar                     NULL DEFAULT 'none',
    rebuild_threshold            integer                     NULL DEFAULT 0,
    assigned_node                integer                     NULL DEFAULT 0,
    heartbeat                    timestamp with time zone    NULL,
    agent_status                 varchar(20)                 NULL,
    pause_reason                 text                        NULL,
    running_on_node              integer                     NULL,
    warning_behind_threshold     bigint                      NULL,
    critical_behind_threshold    bigint                      NULL,
    failure_category             varchar(50)                 NULL,
    failure_event_sequence       bigint                      NULL,
    failure_event_type           varchar(500)                NULL,
    failure_event_tenant_id      varchar(500)                NULL,
CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);
CREATE TABLE IF NOT EXISTS leads.mt_event_projection_floors (
    name            varchar                     NOT NULL,
    tenant_id       varchar                     NOT NULL,
    floor           bigint                      NOT NULL,
    last_updated    timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_event_projection_floors_name_tenant_id PRIMARY KEY (name, tenant_id)
);
CREATE
OR REPLACE FUNCTION leads.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
INSERT INTO leads.mt_event_progression (name, last_seq_id, last_updated)
VALUES (name, last_encountered, transaction_timestamp())
ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO
UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();

END;

$function$;



CREATE OR REPLACE FUNCTION leads.mt_archive_stream(streamid uuid, tenantid varchar) RETURNS VOID LANGUAGE plpgsql AS
$function$
BEGIN
  update leads.mt_streams set is_archived = TRUE where id = streamid  and tenant_id = tenantid;
  update leads.mt_events set is_archived = TRUE where stream_id = streamid  and tenant_id = tenantid;
END;
$function$;


CREATE OR REPLACE FUNCTION leads.mt_quick_append_events(stream uuid, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[], headers jsonb[], expected_version bigint DEFAULT NULL::bigint) RETURNS bigint[] AS $$
DECLARE
	event_version bigint;
	stream_is_archived boolean;
	event_type varchar;
	event_id uuid;
	body jsonb;
	index int;
	seq bigint;
    actual_tenant varchar;
    is_new_stream boolean := false;
	return_value bigint[];
BEGIN
    if expected_version IS NOT NULL then
        -- COALESCE turns the NULL we get for a brand-new stream into 0, so a
        -- FetchForWriting against a non-existent stream (which sets
        -- ExpectedVersionOnServer = 0) and a StartStream(id, version: 0) both
        -- land on the new-stream branch instead of mis-firing the guard.
        select version, is_archived into event_version, stream_is_archived from leads.mt_streams where id = stream AND tenant_id = tenantid for update;
        if COALESCE(event_version, 0) != expected_version then
            RAISE EXCEPTION 'Stream version mismatch on ''%'': expected %, actual %', stream, expected_version, COALESCE(event_version, 0) USING ERRCODE = 'MT003';
        end if;
    else
        select version, is_archived into event_version, stream_is_archived from leads.mt_streams where id = stream AND tenant_id = tenantid;
    end if;

	if event_version IS NULL then
		event_version = 0;
		is_new_stream := true;
		-- #5456 follow-up: insert the FINAL version straight away rather than 0 plus a
		-- trailing UPDATE of the row we just wrote in this same transaction. That UPDATE
		-- is a second heap tuple + WAL record per stream creation for no observable gain
		-- -- nothing outside this transaction can see the intermediate 0. The trailing
		-- UPDATE below is skipped for this branch via is_new_stream.
		insert into leads.mt_streams (id, type, version, timestamp, tenant_id) values (stream, stream_type, COALESCE(array_length(event_ids, 1), 0), now(), tenantid);
    else
        if stream_is_archived then
            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = 'MT001';
        end if;
        if tenantid IS NOT NULL then
            select tenant_id into actual_tenant from leads.mt_streams where id = stream AND tenant_id = tenantid;
            if actual_tenant != tenantid then
                RAISE EXCEPTION 'The tenantid does not match the existing stream';
            end if;
        end if;
	end if;

	index := 1;
	-- #5062: array_length('{}', 1) is NULL in PostgreSQL, not 0, so a call with an
	-- empty event array used to return ARRAY[NULL] -- a bigint[] whose only element
	-- is NULL, which Npgsql cannot read into long[] ('Cannot read a non-nullable
	-- collection of elements because the returned array contains nulls'). COALESCE
	-- makes the empty case mean what it says: zero events appended, so the final
	-- version is the stream's current version.
	return_value := ARRAY[event_version + COALESCE(array_length(event_ids, 1), 0)];

	foreach event_id in ARRAY event_ids
	loop
        seq := nextval('leads.mt_events_sequence');
		return_value := array_append(return_value, seq);

	    event_version := event_version + 1;
		event_type = event_types[index];
		body = bodies[index];

		-- #4515 / #4578 / Phase 2: bdatas[index] carries the binary payload
		-- for events opted in to binary serialization (NULL otherwise).
		-- bodies[index] is the {} JSON placeholder for those events so the
		-- existing data jsonb NOT NULL constraint stays intact.
		insert into leads.mt_events
			(seq_id, id, stream_id, version, data, bdata, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id, correlation_id, headers)
		values
			(seq, event_id, stream, event_version, body, bdatas[index], event_type, tenantid, (now() at time zone 'utc'), dotnet_types[index], FALSE, causation_ids[index], correlation_ids[index], headers[index]);

		index := index + 1;
	end loop;

	-- A brand-new stream already carries its final version from the insert above, so the
	-- UPDATE is only needed when we appended onto a stream that already existed.
	--
	-- #5539: and only when we actually appended something. With ZERO events this was a BLIND write-back
	-- of the version read at the top of the function, and under READ COMMITTED that is a lost update: the
	-- UPDATE waits on a concurrent appender's row lock, the winner commits, the WHERE clause is
	-- re-evaluated against the new row, and `set version = <the stale value>` lands -- leaving
	-- mt_streams.version BELOW the stream's own events. Every later append then computes a version that
	-- already exists and dies on pk_mt_events_stream_and_version, forever, until the row is repaired by
	-- hand. A non-empty call cannot do this: its first INSERT collides with the winner on that same
	-- primary key and rolls the whole thing back, which is why only the empty case was exposed.
	--
	-- Two independent guards, because either alone would have been enough and the cost of both is nil:
	--   * the append count -- appending nothing has nothing to write, so the correct number of statements
	--     is zero rather than one that happens to be harmless;
	--   * greatest(), so the write-back can never LOWER a stream's version whoever calls it. An append
	--     only ever moves a version forward, so this is a no-op on every correct path and a backstop on
	--     any future caller that reads the version and then writes it back.
	if not is_new_stream and COALESCE(array_length(event_ids, 1), 0) > 0 then
		update leads.mt_streams set version = greatest(version, event_version), timestamp = now() where id = stream AND tenant_id = tenantid;
	end if;

	return return_value;
END
$$ LANGUAGE plpgsql;

CREATE TABLE IF NOT EXISTS leads.mt_high_water_skips (
    ending_sequence      bigint                      NOT NULL,
    starting_sequence    bigint                      NOT NULL,
    timestamp            timestamp with time zone    NULL DEFAULT (transaction_timestamp()),
CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
);
CREATE
OR REPLACE FUNCTION leads.mt_mark_progression_with_skip(shard_name varchar, ending_sequence bigint, starting_sequence bigint) RETURNS bigint AS
$$
DECLARE
    current_value bigint;
BEGIN
    select last_seq_id into current_value from leads.mt_event_progression where name = shard_name;

    IF current_value is null then
        -- Bootstrap the high-water row on first invocation. Previously this branch
        -- returned 0, which left HighWaterAgent.CheckNowAsync polling forever because
        -- statistics.CurrentMark never advanced. Issue #4425.
        INSERT INTO leads.mt_event_progression (name, last_seq_id, last_updated)
        VALUES (shard_name, ending_sequence, transaction_timestamp())
        ON CONFLICT ON CONSTRAINT pk_mt_event_progression
            DO UPDATE SET last_seq_id = ending_sequence, last_updated = transaction_timestamp();
        IF ending_sequence > starting_sequence THEN
            -- Idempotent: a rebuild/replay re-marks the same skip (ending_sequence is the
            -- PK). Re-recording an existing gap is a no-op. Conflict target is the PK
            -- constraint (the bare column name collides with the function parameter). #4530.
            insert into leads.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
                on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        END IF;
        return ending_sequence;
    ELSIF current_value = starting_sequence THEN
        update leads.mt_event_progression SET last_seq_id = ending_sequence, last_updated = transaction_timestamp() where shard_name = name;
        insert into leads.mt_high_water_skips (ending_sequence, starting_sequence) values (ending_sequence, starting_sequence)
            on conflict on constraint pkey_mt_high_water_skips_ending_sequence do nothing;
        return ending_sequence;
    ELSE
        return current_value;
    END IF;
END
$$
LANGUAGE plpgsql;


ALTER TABLE leads.mt_events ALTER COLUMN timestamp SET DEFAULT now();

-- wolverine://messages/main

DO LANGUAGE plpgsql $tran$
BEGIN

DO $$
BEGIN      IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'leads_messages') THEN
        BEGIN
          EXECUTE 'CREATE SCHEMA IF NOT EXISTS leads_messages';
        EXCEPTION
          WHEN duplicate_schema THEN NULL;
          WHEN unique_violation THEN NULL;
        END;
      END IF;

END
$$;


CREATE TABLE IF NOT EXISTS leads_messages.wolverine_outgoing_envelopes (
    id              uuid                        NOT NULL,
    owner_id        integer                     NOT NULL,
    destination     varchar                     NOT NULL,
    deliver_by      timestamp with time zone    NULL,
    body            bytea                       NOT NULL,
    attempts        integer                     NULL DEFAULT 0,
    message_type    varchar                     NOT NULL,
    timestamp       timestamp with time zone    NULL DEFAULT clock_timestamp(),
CONSTRAINT pkey_wolverine_outgoing_envelopes_id PRIMARY KEY (id)
);

CREATE INDEX idx_wolverine_outgoing_envelopes_owner ON leads_messages.wolverine_outgoing_envelopes USING btree (owner_id) WHERE (owner_id <> 0);

CREATE INDEX idx_wolverine_outgoing_envelopes_recover ON leads_messages.wolverine_outgoing_envelopes USING btree (destination) WHERE (owner_id = 0);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_incoming_envelopes (
    id                uuid                        NOT NULL,
    status            varchar                     NOT NULL,
    owner_id          integer                     NOT NULL,
    execution_time    timestamp with time zone    NULL DEFAULT NULL,
    attempts          integer                     NULL DEFAULT 0,
    body              bytea                       NOT NULL,
    message_type      varchar                     NOT NULL,
    received_at       varchar                     NULL,
    keep_until        timestamp with time zone    NULL,
    timestamp         timestamp with time zone    NULL DEFAULT now(),
CONSTRAINT pkey_wolverine_incoming_envelopes_id PRIMARY KEY (id)
);

CREATE INDEX idx_wolverine_incoming_envelopes_owner ON leads_messages.wolverine_incoming_envelopes USING btree (owner_id) WHERE (owner_id <> 0);

CREATE INDEX idx_wolverine_incoming_envelopes_recover ON leads_messages.wolverine_incoming_envelopes USING btree (received_at) WHERE (status = 'Incoming' AND owner_id = 0);

CREATE INDEX idx_wolverine_incoming_envelopes_keep_until ON leads_messages.wolverine_incoming_envelopes USING btree (keep_until) WHERE (status = 'Handled');

CREATE INDEX idx_wolverine_incoming_envelopes_scheduled ON leads_messages.wolverine_incoming_envelopes USING btree (execution_time) WHERE (status = 'Scheduled');
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_dead_letters (
    id                   uuid                        NOT NULL,
    execution_time       timestamp with time zone    NULL DEFAULT NULL,
    body                 bytea                       NOT NULL,
    message_type         varchar                     NOT NULL,
    received_at          varchar                     NULL,
    source               varchar                     NULL,
    exception_type       varchar                     NULL,
    exception_message    varchar                     NULL,
    sent_at              timestamp with time zone    NULL,
    replayable           boolean                     NULL,
    failure_group        varchar(100)                NULL,
    failure_title        varchar(500)                NULL,
    failed_at            timestamp with time zone    NULL,
    first_failed_at      timestamp with time zone    NULL,
    replay_count         integer                     NULL,
    last_replayed_at     timestamp with time zone    NULL,
    archived_at          timestamp with time zone    NULL,
CONSTRAINT pkey_wolverine_dead_letters_id PRIMARY KEY (id)
);

CREATE INDEX idx_wolverine_dead_letters_replayable ON leads_messages.wolverine_dead_letters USING btree (replayable) WHERE (replayable = true);

CREATE INDEX idx_wolverine_dead_letters_failure_group ON leads_messages.wolverine_dead_letters USING btree (failure_group);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_dead_letter_history (
    id                  uuid                        NOT NULL,
    replay_count        integer                     NULL,
    last_replayed_at    timestamp with time zone    NULL,
    first_failed_at     timestamp with time zone    NULL,
CONSTRAINT pkey_wolverine_dead_letter_history_id PRIMARY KEY (id)
);

CREATE INDEX idx_wolverine_dead_letter_history_last_replayed_at ON leads_messages.wolverine_dead_letter_history USING btree (last_replayed_at);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_nodes (
    id              uuid                        NOT NULL,
    node_number     serial                      NOT NULL,
    description     varchar                     NOT NULL,
    uri             varchar                     NOT NULL,
    started         timestamp with time zone    NOT NULL DEFAULT now(),
    health_check    timestamp with time zone    NOT NULL DEFAULT now(),
    version         varchar                     NULL,
    capabilities    text[]                      NULL,
CONSTRAINT pkey_wolverine_nodes_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_node_assignments (
    id         varchar                     NOT NULL,
    node_id    uuid                        NULL,
    started    timestamp with time zone    NOT NULL DEFAULT now(),
CONSTRAINT pkey_wolverine_node_assignments_id PRIMARY KEY (id)
);

DO $do$
BEGIN
ALTER TABLE leads_messages.wolverine_node_assignments
ADD CONSTRAINT fkey_wolverine_node_assignments_node_id FOREIGN KEY(node_id)
REFERENCES leads_messages.wolverine_nodes(id)ON DELETE CASCADE
;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$do$;
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_control_queue (
    id              uuid                        NOT NULL,
    message_type    varchar                     NOT NULL,
    node_id         uuid                        NOT NULL,
    body            bytea                       NOT NULL,
    posted          timestamp with time zone    NOT NULL DEFAULT NOW(),
    expires         timestamp with time zone    NULL,
CONSTRAINT pkey_wolverine_control_queue_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_node_records (
    id             serial                      NOT NULL,
    node_number    integer                     NOT NULL,
    event_name     varchar                     NOT NULL,
    timestamp      timestamp with time zone    NOT NULL DEFAULT now(),
    description    varchar                     NULL,
CONSTRAINT pkey_wolverine_node_records_id PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS leads_messages.wolverine_agent_restrictions (
    id      uuid       NOT NULL,
    uri     varchar    NOT NULL,
    type    varchar    NOT NULL,
    node    integer    NOT NULL DEFAULT 0,
CONSTRAINT pkey_wolverine_agent_restrictions_id PRIMARY KEY (id)
);

END;
$tran$;
