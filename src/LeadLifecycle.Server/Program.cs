using JasperFx;
using LeadLifecycle.Server.Access;
using LeadLifecycle.Server.Agreements;
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

// The settings lie beside the program, wherever it is started from; they are read once, so nothing watches the folder for changes.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
try
{
    await using var database = await Database.Find(builder.Configuration, builder.Environment);
    await database.CheckDurability();

    builder.AddClock();
    builder.Services.AddSingleton<Caller>();
    builder.Services.AddHealth();
    builder.Services.AddApiDescription();
    builder.AddObservability();
    builder.AddMessaging(RebuildViewsHandler.AddTo);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    if (builder.Environment.IsDevelopment()) builder.ListenOnLoopbackOnly();
    builder.Services.AddStore(database.ConnectionString, builder.Configuration);
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
    app.MapHealth();
    app.MapApiDescription();
    app.MapAsyncDescription(FactMessages.AddTo, document => DeliveryMessages.AddTo(document, app.Services.GetRequiredService<Vendors>()), NoticeMessages.AddTo);
    app.MapPrometheusScrapingEndpoint("/metrics").ForMain(Roles.Operators);
    app.DemandAccessOfEveryRoute();

    if (FirstKey.IsMeant(args))
    {
        await app.Services.Make(args);
        return 0;
    }

    if (args.Length > 0 && !args[0].StartsWith('-')) return await app.RunJasperFxCommands(args);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync($"leads: {refused.Message}");
    return 1;
}
