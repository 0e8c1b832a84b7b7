using LeadLifecycle.LocalPostgres.Binaries;
using LeadLifecycle.LocalPostgres.Cluster;
using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres;

/// <summary>A running private PostgreSQL this process holds a lease on. README.md says where everything lies and why.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(30);

    private readonly CheckoutData _checkout;
    private readonly Home _home;
    private readonly Lease _lease;
    private readonly ServerControl _control;
    private readonly Action<string> _log;
    private readonly Login _login;
    private int _disposed;

    private PrivatePostgres(CheckoutData checkout, Home home, Lease lease, ServerControl control, Action<string> log, Login login, string origin, bool attached)
    {
        (_checkout, _home, _lease, _control, _log, _login) = (checkout, home, lease, control, log, login);
        (Origin, Attached) = (origin, attached);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>To the database "leads" as its owner, who may do everything on this server. Session settings are the caller's.</summary>
    public string ConnectionString => ConnectionStringFor(Login.Database);

    /// <summary>To the same database as the role the service works as, which owns nothing and may do what it is granted.</summary>
    public string ServiceConnectionString => _login.ToAsService(Login.Database);

    /// <summary>The server's data; nobody but the account that runs it may look inside.</summary>
    public string DataFolder => _home.Data;

    /// <summary>Where the binaries came from, with the version: "explicit", "bundled", "cached", "npm" or "installed", then "17.10".</summary>
    public string Origin { get; }

    /// <summary>Whether the server was already running.</summary>
    public bool Attached { get; }

    /// <summary>Finds binaries, makes the data folder if there is none, and starts the server or attaches to the running one.</summary>
    /// <param name="options">Whose server, and which binaries.</param>
    /// <param name="log">Gets a line for each step a person wants to see.</param>
    /// <param name="ct">Stops what was begun; nothing is left running.</param>
    /// <exception cref="PrivatePostgresException">There is no server to be had; the message names what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, Action<string> log, CancellationToken ct)
    {
        var account = ServerAccount.Current;
        var places = SearchPlaces.OfThisMachine(options.Root, account);
        var binaries = await new BinarySearch(places, account, log).FindAsync(ExplicitFolder(options), ct);
        var checkout = new CheckoutData(options.Root, account);
        using var held = await FileLock.TakeAsync(checkout.LockFile, log, ct);
        var home = Home.Make(checkout, binaries.Major, account);
        var control = new ServerControl(home, binaries, account, log);
        var leases = new Leases(home.LeaseFolder);
        var lease = leases.Take();
        var known = false; // until it is, the process the data folder names may be a stranger, and is not ours to stop
        try
        {
            await MakeDataAsync(home, binaries, account, log, ct);
            var running = await RunningServer.FindAsync(home, ct);
            known = true;
            if (running is not null)
            {
                log($"PostgreSQL: already running on 127.0.0.1:{running}, attached");
            }

            var login = Login.Of(home, running ?? await control.StartAsync(ct));
            await login.EnsureDatabaseAsync(ct);
            await login.EnsureServiceRoleAsync(ct);
            return new PrivatePostgres(checkout, home, lease, control, log, login, binaries.Origin, running is not null);
        }
        catch
        {
            lease.Dispose();
            if (known)
            {
                await StopUnlessUsedAsync(leases, control);
            }

            throw;
        }
    }

    /// <summary>The same server, another database.</summary>
    public string ConnectionStringFor(string database) => _login.To(database);

    /// <summary>Gives the lease back; the last one out stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (!File.Exists(_checkout.LockFile) || !Directory.Exists(_home.LeaseFolder))
        {
            return; // somebody removed the folders; a server without its data folder stops itself
        }

        using var held = await FileLock.TakeAsync(_checkout.LockFile, _log, CancellationToken.None);
        _lease.Dispose();
        await StopUnlessUsedAsync(new Leases(_home.LeaseFolder), _control);
    }

    // For a program that ends without giving back what it holds: an Environment.Exit, a failed start-up.
    private void OnProcessExit(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(ExitPatience);

    private static async Task StopUnlessUsedAsync(Leases leases, ServerControl control)
    {
        if (!leases.SweepAndAskForLive())
        {
            await control.StopAsync();
        }
    }

    private static async Task MakeDataAsync(Home home, PostgresBinaries binaries, ServerAccount account, Action<string> log, CancellationToken ct)
    {
        if (Directory.Exists(home.Data))
        {
            return;
        }

        log($"PostgreSQL: making an empty data folder for {binaries.Origin}");
        foreach (var other in home.OtherVersions())
        {
            log($"PostgreSQL: this checkout also has data of another version in {other}; set LEADS_POSTGRES_BIN to that version's programs to use it");
        }

        await new NewCluster(home, binaries, account).MakeAsync(ct);
    }

    private static string? ExplicitFolder(PrivatePostgresOptions options) =>
        options.BinFolder ?? (Environment.GetEnvironmentVariable("LEADS_POSTGRES_BIN") is { Length: > 0 } named ? named : null);
}
