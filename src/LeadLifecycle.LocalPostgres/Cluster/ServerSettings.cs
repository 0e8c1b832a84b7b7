using System.Net;
using System.Net.Sockets;

namespace LeadLifecycle.LocalPostgres.Cluster;

/// <summary>
/// The settings of the private server: loopback only, durable like a real one, sized for a small machine that also runs
/// the service. They are written at every start, so a new release's settings reach an old data folder.
/// </summary>
internal static class ServerSettings
{
    /// <summary>The line a new data folder's own configuration ends with; the path is relative to that folder.</summary>
    public const string Include = "\ninclude '../leads.conf'\n";

    public static string For(int port) => $"""
        # Written at every start; change it in the program, not here.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 200

        fsync = on
        synchronous_commit = on
        shared_buffers = 256MB
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        jit = off

        timezone = 'UTC'
        log_timezone = 'UTC'

        # A file per hour of the day, emptied when its hour comes round: a day of warnings at most.
        logging_collector = on
        log_min_messages = warning
        log_directory = 'log'
        log_filename = 'postgres-%H.log'
        log_rotation_age = 60
        log_rotation_size = 0
        log_truncate_on_rotation = on
        """ + "\n";

    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
