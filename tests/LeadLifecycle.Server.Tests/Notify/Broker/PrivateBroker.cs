using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace LeadLifecycle.Server.Tests.Notify.Broker;

/// <summary>A RabbitMQ of the test's own, on loopback with free ports, that is killed and started again on the same data.</summary>
internal sealed class PrivateBroker : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("leads-broker-").FullName;
    private readonly int _port = FreePort();
    private readonly int _epmdPort = FreePort();
    private readonly int _nodePort = FreePort();
    private Process? _epmd;
    private Process? _node;

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>Skips the test where RabbitMQ is not installed.</summary>
    public static PrivateBroker Installed()
    {
        Assert.SkipUnless(File.Exists(Program), "RabbitMQ is not installed here (Debian: apt-get install rabbitmq-server).");
        return new PrivateBroker();
    }

    public async Task Start()
    {
        // Erlang would start a port mapper of its own, which outlives the node.
        _epmd ??= Run("epmd", ["-port", $"{_epmdPort}", "-address", "127.0.0.1"]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "plugins"), "[].");
        _node = Run(Program, []);
        await Until.Holds(Answers, () => $"RabbitMQ does not answer; its files are in {_folder}", Patience);
    }

    /// <summary>SIGKILL: what was not confirmed may be lost, what was is on disk.</summary>
    public Task Kill() => End(_node);

    public Task<IConnection> Connect() => new ConnectionFactory { Uri = Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await End(_node);
        await End(_epmd);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> Answers()
    {
        if (_node!.HasExited) throw new InvalidOperationException($"RabbitMQ went away with {_node.ExitCode}; its files are in {_folder}");
        try
        {
            await using var connection = await Connect();
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private static async Task End(Process? process)
    {
        if (process is null or { HasExited: true }) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    private Process Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var (name, value) in Environment()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private (string Name, string Value)[] Environment() =>
    [
        ("HOME", _folder),
        ("ERL_EPMD_PORT", $"{_epmdPort}"),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_NODENAME", $"leads{_port}@localhost"),
        ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_NODE_PORT", $"{_port}"),
        ("RABBITMQ_DIST_PORT", $"{_nodePort}"),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        ("RABBITMQ_MNESIA_BASE", Path.Combine(_folder, "data")),
        ("RABBITMQ_LOG_BASE", Path.Combine(_folder, "log")),
        ("RABBITMQ_GENERATED_CONFIG_DIR", Path.Combine(_folder, "config")),
        ("RABBITMQ_CONF_ENV_FILE", Path.Combine(_folder, "none.conf")),
        ("RABBITMQ_CONFIG_FILE", Path.Combine(_folder, "none")),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(_folder, "plugins")),
        // The script becomes the node instead of its parent, so that the process ended is the node.
        ("RABBITMQ_ALLOW_INPUT", "1"),
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
