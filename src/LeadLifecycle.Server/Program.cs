using LeadLifecycle.Server.Contacts;
using LeadLifecycle.Server.Edges;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Caller>();
builder.Services.AddStore(builder.Configuration.GetConnectionString("Leads")!);
builder.Services.AddIntake(builder.Configuration);
builder.Services.AddContacts();
var app = builder.Build();
app.UseProblems();
app.MapEvents();
app.MapLeadCommands();
app.MapContacts();
app.Run();
