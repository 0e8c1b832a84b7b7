using System.Data.Common;
using Weasel.Core;
using Weasel.Postgresql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// Appends to many streams at once. It refuses before it takes a number from the sequence: a number taken and rolled back
/// is a gap, and the views wait at a gap until it is known to stay one.
/// </summary>
internal sealed class AppendFunction : ISchemaObject
{
    public const string Name = $"{StoreSetup.Schema}.append_lead_events";

    /// <summary>Its plans must not depend on how few rows there were when they were first made, so only look-ups by index are open to it. A change here alone goes unnoticed; it needs another name.</summary>
    private const string Head =
        $"""
        CREATE OR REPLACE FUNCTION {Name}(
            tenant varchar, leads uuid[], befores bigint[], afters bigint[],
            lead_ids uuid[], event_ids uuid[], versions bigint[], types varchar[], dotnet_types varchar[], bodies jsonb[], heads jsonb[], correlations varchar[], causations varchar[])
        RETURNS SETOF bigint LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
        """;

    private const string Body =
        $"""

        DECLARE
            moved bigint;
            made bigint;
        BEGIN
            IF EXISTS (SELECT 1 FROM {StoreSetup.Schema}.mt_events e WHERE e.id = ANY(event_ids)) THEN
                RAISE EXCEPTION 'An event of this group is stored already' USING ERRCODE = 'unique_violation';
            END IF;

            -- One look-up by key each: a join could be planned, while there are few streams, to read them all for every group.
            moved := 0;
            FOR i IN 1 .. cardinality(leads) LOOP
                CONTINUE WHEN befores[i] = 0;
                UPDATE {StoreSetup.Schema}.mt_streams SET version = afters[i], timestamp = now()
                WHERE tenant_id = tenant AND id = leads[i] AND version = befores[i] AND NOT is_archived;
                IF FOUND THEN moved := moved + 1; END IF;
            END LOOP;

            INSERT INTO {StoreSetup.Schema}.mt_streams (tenant_id, id, version)
            SELECT tenant, n.lead, n.after FROM unnest(leads, befores, afters) AS n(lead, before, after) WHERE n.before = 0
            ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS made = ROW_COUNT;

            IF moved + made <> cardinality(leads) THEN
                RAISE EXCEPTION 'A lead of this group is at another version' USING ERRCODE = 'serialization_failure';
            END IF;

            RETURN QUERY
            INSERT INTO {StoreSetup.Schema}.mt_events
                (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived, causation_id, correlation_id, headers)
            SELECT nextval('{StoreSetup.Schema}.mt_events_sequence'), n.id, n.lead, n.version, n.body, n.type, tenant, now(), n.dotnet_type, false, n.causation, n.correlation, n.head
            FROM unnest(lead_ids, event_ids, versions, types, dotnet_types, bodies, heads, correlations, causations)
                AS n(lead, id, version, type, dotnet_type, body, head, correlation, causation)
            RETURNING seq_id;

            PERFORM pg_notify('{AppendSignal.Channel}', '');
        END

        """;

    public DbObjectName Identifier { get; } = PostgresqlProvider.Instance.Parse(StoreSetup.Schema, "append_lead_events");

    public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"{Head} AS $${Body}$$;");

    public void WriteDropStatement(Migrator rules, TextWriter writer) => writer.WriteLine($"DROP FUNCTION IF EXISTS {Name};");

    public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"select prosrc from pg_proc where oid = to_regproc('{Name}');");

    public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
    {
        var found = await reader.ReadAsync(ct) ? reader.GetString(0) : null;
        return new SchemaObjectDelta(this, found == Body ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
    }

    public IEnumerable<DbObjectName> AllNames() => [Identifier];
}
