using LeadLifecycle.Server.Edges;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Caller>();
builder.Services.AddStore(builder.Configuration.GetConnectionString("Leads")!);
builder.Services.AddIntake(builder.Configuration);
var app = builder.Build();
app.UseProblems();
app.MapEvents();
app.MapLeadCommands();
app.Run();
