using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace LeadLifecycle.Server.Notify.Channels.Broker;

/// <summary>What a failure of the broker or of the way to it is called in an attempt.</summary>
internal static class BrokerFailure
{
    /// <summary>Null when the fault is our own.</summary>
    public static string? CodeOf(Exception failure) => failure switch
    {
        TimeoutException => "timeout",
        PublishException => "refused",
        BrokerUnreachableException { InnerException: AuthenticationFailureException or PossibleAuthenticationFailureException } => "credentials",
        BrokerUnreachableException { InnerException: AuthenticationException } => "tls",
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused or Constants.NotFound or Constants.PreconditionFailed or Constants.NotAllowed } => "refused",
        // Wolverine's sender says with the last one that it could open no channel.
        OperationInterruptedException or IOException or SocketException or InvalidOperationException => "unreachable",
        _ => null,
    };
}
