using Npgsql;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>What a database is made of, from PostgreSQL's own catalog: a line per column, constraint, index, function and sequence.</summary>
internal static class Catalog
{
    private const string Listing = """
        select format('column %s.%s %s: %s%s default %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end, pg_get_expr(d.adbin, d.adrelid)) as line
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname = any($1)
        union all
        select format('constraint %s.%s %s', n.nspname, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k join pg_namespace n on n.oid = k.connamespace
        where n.nspname = any($1)
        union all
        select 'index ' || indexdef from pg_indexes where schemaname = any($1)
        union all
        select 'function ' || pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1)
        union all
        select format('sequence %s.%s %s from %s by %s', schemaname, sequencename, data_type, start_value, increment_by) from pg_sequences where schemaname = any($1)
        union all
        select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and not t.tgisinternal
        """;

    public static async Task<IReadOnlyList<string>> Of(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Listing);
        command.Parameters.Add(new() { Value = (string[])["leads", "leads_messages"] });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) lines.Add(reader.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
