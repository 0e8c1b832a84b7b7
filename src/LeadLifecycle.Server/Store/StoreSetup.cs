using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.MultiTenancy;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Tables;
using Wolverine.Marten;

namespace LeadLifecycle.Server.Store;

/// <summary>Marten as this house uses it; ARCHITECTURE and the comments here say why.</summary>
public static class StoreSetup
{
    /// <summary>The one schema everything lies in: events, views, vault.</summary>
    public const string Schema = "leads";

    /// <summary>Wolverine's own tables.</summary>
    public const string MessageSchema = "leads_messages";

    /// <param name="migrates">Whether the role may make and change tables; otherwise the schema must be there already.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, string connectionString, IConfiguration configuration, bool migrates)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(Session(connectionString)));
        services.AddSingleton<LeadStreams>();
        services.AddSingleton<LeadAppends>();
        services.AddSingleton<Workspaces>();
        services.AddSingleton<AgreementStreams>();
        services.AddSingleton<AgreementAppends>();
        services.AddSingleton<AdminAppends>();
        services.AddSingleton<AdminStreams>();
        services.AddSingleton(provider => new AgreementsInForce(Agreed.Default with { Reasons = ReasonList(configuration) }, provider.GetRequiredService<AgreementStreams>(), provider.GetRequiredService<Workspaces>()));
        var store = services.AddMarten(provider =>
            {
                var options = new StoreOptions();
                options.Connection(provider.GetRequiredService<NpgsqlDataSource>());
                Configure(options);
                options.AutoCreateSchemaObjects = migrates ? AutoCreate.CreateOrUpdate : AutoCreate.None;
                options.Projections.Wakeup = new AppendSignal(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ILogger<AppendSignal>>());
                return options;
            })
            .UseLightweightSessions()
            .IntegrateWithWolverine(wolverine => wolverine.MessageStorageSchemaName = MessageSchema)
            .AddAsyncDaemon(DaemonMode.Solo);
        if (migrates) store.ApplyAllDatabaseChangesOnStartup();
        // After the schema is there, before anything is judged.
        services.AddHostedService<AgreementsWatch>();
        return services;
    }

    /// <summary>Makes or changes the schema, as the start does; for commands that run without one.</summary>
    public static Task ApplySchema(this IServiceProvider services) => services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();

    /// <summary>Settings every connection needs, whatever the operator wrote.</summary>
    public static string Session(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Timezone = "UTC",
        KeepAlive = 30,
        TcpKeepAlive = true,
        MaxAutoPrepare = 64,
        ApplicationName = "LeadLifecycle",
    }.ConnectionString;

    /// <summary>Section <c>Reasons</c>: category → codes, in force until the teams sign a list; absent, the default categories.</summary>
    private static ReasonCodes ReasonList(IConfiguration configuration)
    {
        var configured = configuration.GetSection("Reasons").Get<Dictionary<string, string[]>>();
        return configured is null or { Count: 0 }
            ? ReasonCodes.Default
            : new ReasonCodes(configured.ToDictionary(category => category.Key, category => (IReadOnlyList<string>)category.Value));
    }

    /// <summary>How the store keeps events; whoever opens one to the same database needs the same.</summary>
    public static void Configure(StoreOptions options)
    {
        options.DatabaseSchemaName = Schema;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json => EventJson.Configure(json));
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Storage.ExtendedSchemaObjects.Add(WorkspaceTable());
        options.Storage.Add(new RecordedAtDefault());
        options.Storage.ExtendedSchemaObjects.Add(new AppendFunction());

        var events = options.Events;
        events.TenancyStyle = TenancyStyle.Conjoined;
        // The database stamps the event: "with server timestamps" would mean this node's clock.
        events.AppendMode = EventAppendMode.Quick;
        events.EnableBigIntEvents = true;
        events.UseExclusiveLockOnConcurrentAppends = true;
        // Only a guard against another node; a lane asks which ids exist before it decides.
        events.EnableUniqueIndexOnEventId = true;
        events.MetadataConfig.CorrelationIdEnabled = true;
        events.MetadataConfig.CausationIdEnabled = true;
        events.MetadataConfig.HeadersEnabled = true;
        foreach (var (name, type) in EventNames.All) events.MapEventType(type, name);

        // Appends announce themselves; where that is missed, this bounds how late the views and the live stream are.
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(250);

        // A bad event pauses the views and alerts; nothing is skipped silently.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.RebuildErrors.SkipApplyErrors = false;
        options.Projections.RebuildErrors.SkipSerializationErrors = false;
        options.Projections.RebuildErrors.SkipUnknownEvents = false;
    }

    private static Table WorkspaceTable()
    {
        var table = new Table($"{Schema}.workspace");
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn("secret", "bytea").NotNull();
        return table;
    }
}
