using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>A subscription as it is shown: never its secret, unless it was made in this very request.</summary>
internal static class SubscriptionAnswer
{
    public static JsonObject Of(Subscription subscription, IChannel? channel, EndpointKeys? made = null)
    {
        var answer = new JsonObject
        {
            ["id"] = subscription.Id,
            ["name"] = subscription.Name,
            ["channel"] = subscription.Channel,
            ["settings"] = channel?.Show(subscription.Settings) ?? [],
            ["filter"] = JsonSerializer.SerializeToNode(subscription.Filter, Json.Options),
            ["payload"] = JsonSerializer.SerializeToNode(subscription.Payload, Json.Options),
            ["state"] = Json.Name(subscription.State),
            ["reason"] = subscription.Reason,
            ["createdAt"] = Node(subscription.CreatedAt),
            ["throttledUntil"] = Node(subscription.ThrottledUntil),
            ["failingSince"] = Node(subscription.FailingSince),
            ["previousSecretUntil"] = Node(subscription.PreviousSecretUntil),
        };
        if (subscription.Keys.Count > 0) answer["publicKey"] = subscription.Keys[0].Signing.PublicKey;
        if (made is not null) answer["secret"] = made.Secret.Reveal();
        return answer;
    }

    private static JsonNode? Node(DateTimeOffset? instant) => instant is { } given ? JsonSerializer.SerializeToNode(given, Json.Options) : null;
}
