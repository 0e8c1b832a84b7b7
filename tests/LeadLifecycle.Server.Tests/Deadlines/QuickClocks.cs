using LeadLifecycle.Server.Tests.Agreements;

namespace LeadLifecycle.Server.Tests.Deadlines;

/// <summary>A server whose teams agreed, around the clock, on hours for most leads and on seconds for those from the source <c>quick</c>.</summary>
public sealed class QuickClocks(PrivateDatabases databases) : IAsyncLifetime
{
    public static readonly TimeSpan Quick = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan QuickAtRisk = Quick * 0.8;

    /// <summary>Of the second leg that starts with an acceptance.</summary>
    public static readonly TimeSpan QuickQualification = TimeSpan.FromSeconds(4);

    public static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    public RunningServer Server { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    /// <param name="usual">The target of every leg for the other leads.</param>
    public static string Sla(string usual) => $$$"""
        {
          "targets": {"acceptance":"{{{usual}}}","first-response":"{{{usual}}}","sales-qualification":"{{{usual}}}"},
          "pauses": {"waiting-for-prospect":"2h"},
          "segments": [{"name":"quick","when":{"sources":["quick"]},"targets":{"acceptance":"3s","first-response":"3s","sales-qualification":"4s"}}]
        }
        """;

    public static async Task Agree(RunningServer server)
    {
        await server.Agree("calendars", Signing.AroundTheClock);
        await server.Agree("sla", Sla("1h"));
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await databases.Create();
        Server = await RunningServer.Start(ConnectionString);
        await Agree(Server);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
