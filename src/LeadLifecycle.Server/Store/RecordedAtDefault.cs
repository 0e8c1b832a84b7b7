using System.Data.Common;
using JasperFx.Events;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// The event table's own default for <c>timestamp</c> is the quoted text <c>'(now())'</c>, which PostgreSQL reads once,
/// when the table is made: every database would have another literal there, and an insert that leaned on it would be
/// dated by it. Appends name the time themselves; this puts <c>now()</c> where anybody else would look.
/// </summary>
internal sealed class RecordedAtDefault() : FeatureSchemaBase("recorded-at-default", new PostgresqlMigrator())
{
    private const string Table = $"{StoreSetup.Schema}.mt_events";

    public override IEnumerable<Type> DependentTypes() => [typeof(IEvent)];

    public override Type StorageType => typeof(RecordedAtDefault);

    protected override IEnumerable<ISchemaObject> schemaObjects() => [new ColumnDefault()];

    private sealed class ColumnDefault : ISchemaObject
    {
        public DbObjectName Identifier { get; } = PostgresqlProvider.Instance.Parse(StoreSetup.Schema, "mt_events_timestamp_default");

        public void WriteCreateStatement(Migrator migrator, TextWriter writer) => writer.WriteLine($"ALTER TABLE {Table} ALTER COLUMN timestamp SET DEFAULT now();");

        public void WriteDropStatement(Migrator rules, TextWriter writer)
        {
            // It goes with its table.
        }

        public void ConfigureQueryCommand(Weasel.Core.DbCommandBuilder builder) => builder.Append($"""
            select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
            where d.adrelid = to_regclass('{Table}') and a.attname = 'timestamp';
            """);

        public async Task<ISchemaObjectDelta> CreateDeltaAsync(DbDataReader reader, CancellationToken ct = default)
        {
            var found = await reader.ReadAsync(ct) ? reader.GetString(0) : null;
            return new SchemaObjectDelta(this, found == "now()" ? SchemaPatchDifference.None : SchemaPatchDifference.Create);
        }

        public IEnumerable<DbObjectName> AllNames() => [Identifier];
    }
}
