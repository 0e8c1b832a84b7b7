namespace LeadLifecycle.Server.Tests.Edges.Forms;

/// <summary>A server that believes the proxy the tests are.</summary>
public sealed class ProxiedFixture(PrivateDatabases databases) : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.Start(await databases.Create(), new Dictionary<string, string> { ["Forms__TrustedProxies__0"] = "127.0.0.1" });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
