using Marten;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Store;

/// <summary>Tables beside the events, for rooms that need nothing else of Marten.</summary>
internal static class Tables
{
    /// <summary>It is made and changed with the rest of the schema, at start.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, Table table)
    {
        services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(table));
        return services;
    }

    /// <summary>The same for a table to which the service's role may only add: see <see cref="SchemaOwner"/>.</summary>
    public static IServiceCollection AddAppendOnlyTable(this IServiceCollection services, Table table) =>
        services.AddTable(table).AddSingleton(new AppendOnlyTable(table.Identifier.QualifiedName));
}
