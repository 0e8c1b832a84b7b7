namespace LeadLifecycle.Server.Tests.Notify.Live;

/// <summary>A server whose streams beat often; tests keep apart by teams of their own.</summary>
public sealed class LiveFixture(PrivateDatabases databases) : IAsyncLifetime
{
    public static readonly Dictionary<string, string> Settings = new(Subscribed.Settings) { ["Notify__Heartbeat"] = "00:00:00.5" };

    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.Start(await databases.Create(), Settings);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
