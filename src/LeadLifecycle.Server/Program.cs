using JasperFx;
using LeadLifecycle.Server.Access;
using LeadLifecycle.Server.Agreements;
using LeadLifecycle.Server.Audit;
using LeadLifecycle.Server.Contacts;
using LeadLifecycle.Server.Deadlines;
using LeadLifecycle.Server.Edges;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Edges.Connections.Api;
using LeadLifecycle.Server.Edges.Forms;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Async;
using LeadLifecycle.Server.Hosting.Idempotency;
using LeadLifecycle.Server.Hosting.Secrets;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Notify;
using LeadLifecycle.Server.Notify.Api;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Views;
using LeadLifecycle.Server.Views.Rebuild;
using Npgsql;

try
{
    var start = Builder();
    await using var database = await Database.Find(start.Configuration, start.Environment);
    await database.CheckDurability();
    var command = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : null;
    if (command is not null)
    {
        var app = Compose(database.OwnerConnectionString ?? database.ConnectionString, migrates: true);
        if (FirstKey.IsMeant(args))
        {
            await app.Services.Make(args);
            return 0;
        }

        var code = await app.RunJasperFxCommands(args);
        if (command != "db-apply" || code != 0) return code;
    }

    if (database.OwnerConnectionString is { } owner)
    {
        await using var owners = Compose(owner, migrates: true);
        await SchemaOwner.Prepare(owners, new NpgsqlConnectionStringBuilder(database.ConnectionString).Username!);
    }

    if (command is not null) return 0;
    var role = await database.CheckRole(start.Configuration, start.Environment);
    await using var service = Compose(database.ConnectionString, role.OwnsSchema);
    if (!role.OwnsSchema) await service.CheckSchema();
    await service.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync($"leads: {refused.Message}");
    return 1;
}

// The settings lie beside the program, wherever it is started from; they are read once, so nothing watches the folder for changes.
WebApplicationBuilder Builder() =>
    WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });

WebApplication Compose(string connectionString, bool migrates)
{
    var builder = Builder();
    builder.AddClock();
    builder.Services.AddSingleton<Caller>();
    builder.Services.AddHealth();
    builder.Services.AddApiDescription();
    builder.AddObservability();
    builder.AddMessaging(migrates, RebuildViewsHandler.AddTo);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    if (builder.Environment.IsDevelopment()) builder.ListenOnLoopbackOnly();
    builder.Services.AddStore(connectionString, builder.Configuration, migrates);
    builder.Services.AddAccess(builder.Environment);
    builder.Services.AddAgreements();
    builder.Services.AddSecrets(builder.Configuration, builder.Environment);
    builder.Services.AddIdempotency(builder.Configuration);
    builder.Services.AddIntake(builder.Configuration);
    builder.Services.AddConnections(builder.Configuration);
    builder.Services.AddForms(builder.Configuration);
    builder.Services.AddContacts();
    builder.Services.AddDeadlines();
    builder.Services.AddViews();
    builder.Services.AddNotify(builder.Configuration);
    builder.Services.AddAudit(builder.Configuration);

    var app = builder.Build();
    app.UseSecurityHeaders();
    app.UseProblems();
    app.UseAccess();
    app.MapAccess();
    app.MapEvents();
    app.MapLeadCommands();
    app.MapConnections();
    app.MapForms();
    app.MapCapture();
    app.MapContacts();
    app.MapAgreements();
    app.MapViews();
    app.MapNotify();
    app.MapAudit();
    app.MapHealth();
    app.MapApiDescription();
    app.MapAsyncDescription(FactMessages.AddTo, document => DeliveryMessages.AddTo(document, app.Services.GetRequiredService<Vendors>()), NoticeMessages.AddTo);
    app.MapPrometheusScrapingEndpoint("/metrics").ForMain(Roles.Operators);
    app.DemandAccessOfEveryRoute();
    return app;
}
