namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>One server and one receiver for the tests of a class; they keep apart by teams and paths of their own.</summary>
public sealed class NotifyFixture(PrivateDatabases databases) : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await databases.Create();
        Server = await RunningServer.Start(ConnectionString, Subscribed.Settings);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
