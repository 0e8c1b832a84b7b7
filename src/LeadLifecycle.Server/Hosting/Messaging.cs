using JasperFx;
using JasperFx.CodeGeneration;
using LeadLifecycle.LocalPostgres;
using Wolverine;

namespace LeadLifecycle.Server.Hosting;

/// <summary>Wolverine as this house uses it: durable local queues whose messages lie in the same database as the events.</summary>
internal static class Messaging
{
    /// <param name="migrates">Whether the role may make and change tables.</param>
    /// <param name="rooms">What each room handles, and how.</param>
    public static void AddMessaging(this WebApplicationBuilder builder, bool migrates, params IReadOnlyList<Action<WolverineOptions>> rooms) => builder.UseWolverine(options =>
    {
        options.AutoBuildMessageStorageOnStartup = migrates ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        // The default ids collide between processes on one machine.
        options.EnvelopeIdGeneration = EnvelopeIdGeneration.GuidV7;
        options.Durability.Mode = DurabilityMode.Solo;
        options.Durability.OutboxStaleTime = TimeSpan.FromMinutes(5);
        options.Durability.InboxStaleTime = TimeSpan.FromMinutes(5);
        options.Policies.UseDurableLocalQueues();
        options.Discovery.DisableConventionalDiscovery();
        foreach (var room in rooms) room(options);
        options.DefaultExecutionTimeout = TimeSpan.FromHours(6);
        // What ships carries the generated handlers; nothing is compiled at start. After a handler's parameters change:
        // delete Internal/Generated, build, and `dotnet run --project src/LeadLifecycle.Server -- codegen write`.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.CodeGeneration.GeneratedCodeOutputPath = Path.Combine(CheckoutRoot.Find(), "src", "LeadLifecycle.Server", "Internal", "Generated");
    });
}
