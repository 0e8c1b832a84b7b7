using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Signing;

namespace LeadLifecycle.Server.Notify.Api;

/// <summary>What the routes of subscriptions have in common: whose workspace, which subscription, which channel.</summary>
internal sealed class Asked(Subscriptions subscriptions, IEnumerable<IChannel> channels, Caller caller)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name);

    public async Task<string> Workspace(HttpContext http) => (await caller.Workspace(http)).Name;

    /// <exception cref="ProblemException">There is no such subscription in the caller's workspace.</exception>
    public async Task<Subscription> Subscription(HttpContext http, string id)
    {
        var workspace = await Workspace(http);
        return Guid.TryParse(id, out var known) && await subscriptions.Find(workspace, known, http.RequestAborted) is { } found
            ? found
            : throw new ProblemException(Codes.SubscriptionUnknown, $"There is no subscription '{id}'.");
    }

    /// <exception cref="ProblemException">It is disabled.</exception>
    public async Task<Subscription> Enabled(HttpContext http, string id) => await Subscription(http, id) is { State: not SubscriptionState.Disabled } enabled
        ? enabled
        : throw new ProblemException(Codes.SubscriptionDisabled, "The subscription is disabled; resume it first.");

    public IChannel Channel(Members body)
    {
        var name = body.Text("channel") ?? "webhook";
        return _channels.TryGetValue(name, out var channel) ? channel : throw body.Malformed("channel", $"is none of {string.Join(", ", _channels.Keys)}");
    }

    public IChannel? Channel(string name) => _channels.GetValueOrDefault(name);

    public IResult Answer(Subscription subscription, EndpointKeys? made = null) =>
        Results.Json(SubscriptionAnswer.Of(subscription, Channel(subscription.Channel), made), Json.Options);

    public async Task<IResult> AnswerAnew(HttpContext http, Subscription subscription, EndpointKeys? made = null) =>
        Answer(await Subscription(http, $"{subscription.Id}"), made);
}
