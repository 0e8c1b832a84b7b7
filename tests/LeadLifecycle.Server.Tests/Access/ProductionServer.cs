using System.Text.RegularExpressions;
using LeadLifecycle.Server.Tests.Store;

namespace LeadLifecycle.Server.Tests.Access;

/// <summary>A server outside development, and its first key, made by the host.</summary>
public sealed partial class ProductionServer(PrivateDatabases databases) : IAsyncLifetime
{
    /// <summary>A key may ask thirty times at once, then once in a second.</summary>
    public static readonly Dictionary<string, string> Environment = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__Console__FormatterName"] = "simple",
        ["Secrets__Key"] = Convert.ToBase64String(new byte[32]),
        ["Database__OneRole"] = "true",
        ["Access__Rate__PerSecond"] = "1",
        ["Access__Rate__Burst"] = "30",
    };

    public RunningServer Server { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>An admin's.</summary>
    public string Key { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await databases.Create();
        Key = await FirstKey(ConnectionString, new Dictionary<string, string>());
        Server = await RunningServer.Start(ConnectionString, Environment);
    }

    /// <summary>An admin's, made by the host on a database.</summary>
    public static async Task<string> FirstKey(string connectionString, IReadOnlyDictionary<string, string> environment) =>
        KeyForm().Match(await ServerCommands.Run(connectionString, environment, "keys", "create", "--role", "admin", "--name", "first")).Value;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [GeneratedRegex("ll_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")]
    private static partial Regex KeyForm();
}
