using LeadLifecycle.Server.Hosting.Async;

namespace LeadLifecycle.Server.Edges.Connections.Api;

/// <summary>What vendors deliver to their hooks, as AsyncAPI says it.</summary>
internal static class DeliveryMessages
{
    public static void AddTo(AsyncDocument document, Vendors vendors)
    {
        var delivery = new AsyncMessage("vendor.delivery", "delivery", "In the vendor's own format; the connection's mapping says what its words mean.", "application/json", ConnectionsDescription.Delivery());
        var tally = new AsyncMessage("vendor.tally", "tally", "What became of its parts.", "application/json", ConnectionsDescription.Tally());
        var hooks = new AsyncChannel("hooks", HookRoute.Route, "Deliveries of vendors, each to a connection of its own.", [delivery])
        {
            Server = AsyncDescription.Service,
            Parameters = [("vendor", "As the connection says; generic takes any JSON, by its mapping.", vendors.Names), ("connection", "Its name.", [])],
        };
        var answers = new AsyncChannel("tallies", null, "The answer to the delivery.", [tally]);
        document.Add(hooks).Add(answers).Add(new AsyncOperation(
            "takeDelivery", AsyncOperation.Receive, hooks, "Take a vendor's delivery",
            "Signed with the connection's secret in the vendor's own way, checked over the bytes as they came. 2xx comes after all of it is committed; delivered again it records nothing.", hooks.Messages)
        {
            Reply = answers,
            Bindings = HttpBinding.Post,
        });
    }
}
