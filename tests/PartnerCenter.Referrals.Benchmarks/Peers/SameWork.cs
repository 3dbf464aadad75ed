using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Checks that the peers do the same work, so that no peer looks fast because it does less.</summary>
internal static class SameWork
{
    private static readonly Func<HttpMessageHandler, IPeer>[] Peers =
    [
        service => new Floor(service), service => new Sdk(service), service => new NewtonsoftPeer(service),
        service => new RestSharpPeer(service), service => new KiotaPeer(service),
    ];

    /// <exception cref="InvalidOperationException">A peer reads less, or sends something else.</exception>
    public static async Task CheckAsync()
    {
        await CheckReadingAsync();
        foreach (Func<HttpMessageHandler, IPeer> create in Peers)
        {
            await CheckRefusalAsync(create);
            await CheckRetryAsync(create);
            await CheckUpdateAsync(create);
            await CheckUpdateOfFiftyAsync(create);
        }
    }

    // The referral of each peer holds every value of the response.
    private static async Task CheckReadingAsync()
    {
        int expected = Values(JsonNode.Parse(CannedService.One)!).Count - 1; // @odata.context is an annotation and not a field.
        using NewtonsoftPeer newtonsoft = new(NewService());
        using RestSharpPeer restSharp = new(NewService());
        using KiotaPeer kiota = new(NewService());
        using Sdk sdk = new(NewService());
        Check("floor", Json(JsonSerializer.Deserialize(CannedService.One, PlainJson.Default.PlainReferral)!));
        Check(newtonsoft.Name, Json(await newtonsoft.GetReferralAsync()));
        Check(restSharp.Name, Json(await restSharp.GetReferralAsync()));
        Check(kiota.Name, Json((await kiota.GetReferralAsync())!));
        Check(sdk.Name, Json(await sdk.Client.GetAsync(ReferralJson.Id)));

        void Check(string name, JsonNode referral)
        {
            int found = Values(referral).Count;
            Require(found == expected, $"{name} reads {found} of {expected} values.");
        }
    }

    // RestSharp reads the body, but as text: its exception carries no code.
    private static async Task CheckRefusalAsync(Func<HttpMessageHandler, IPeer> create)
    {
        using IPeer peer = create(new CannedService(HttpStatusCode.BadRequest, CannedService.Refusal));
        string? code = Refusals.CodeOf(await Refusals.GetAsync(peer));
        Require(code == "BadRequest" || peer is RestSharpPeer, $"{peer.Name} reads {code} from a refusal.");
    }

    private static async Task CheckRetryAsync(Func<HttpMessageHandler, IPeer> create)
    {
        using RecordingService service = new(new CannedService(HttpStatusCode.OK, CannedService.One, throttlesFirst: true));
        using IPeer peer = create(service);
        await peer.GetWithRetriesAsync();
        Require(service.Methods is [_, _], $"{peer.Name} sends {service.Methods.Count} requests if the first one is throttled.");
    }

    private static async Task CheckUpdateAsync(Func<HttpMessageHandler, IPeer> create)
    {
        using RecordingService service = new(NewService());
        using IPeer peer = create(service);
        await peer.UpdateAsync();
        JsonNode expected = JsonNode.Parse("""[{"op":"replace","path":"/details/dealValue","value":125001.5}]""")!;
        Require(
            service.Methods is [{ Method: "GET" }, { Method: "PATCH" }] && Values(service.Body).SetEquals(Values(expected)),
            $"{peer.Name} patches {service.Body}.");
    }

    // Null and absent count alike, because the libraries differ in whether they write nulls. No peer sends links back.
    private static async Task CheckUpdateOfFiftyAsync(Func<HttpMessageHandler, IPeer> create)
    {
        using RecordingService service = new(NewService());
        using IPeer peer = create(service);
        await peer.UpdateFiftyAsync();
        JsonObject read = JsonNode.Parse(CannedService.One)!.AsObject();
        read.Remove("links");
        read.Remove("@odata.context");
        service.Body!.AsObject().Remove("@odata.context");
        HashSet<(string Path, string Value)> differences = Values(read);
        differences.SymmetricExceptWith(Values(service.Body));
        int changed = differences.DistinctBy(difference => difference.Path).Count();
        Require(
            service.Methods is [{ Method: "GET" }, { Method: "PUT" }] && changed == 50,
            $"{peer.Name} changes {changed} members instead of 50.");
    }

    private static CannedService NewService() => new(HttpStatusCode.OK, CannedService.One);

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static JsonNode Json(PlainReferral referral) => JsonSerializer.SerializeToNode(referral, PlainJson.Default.PlainReferral)!;

    private static JsonNode Json(Referral referral)
    {
        JsonObject json = JsonSerializer.SerializeToNode(referral, ReferralsJson.Referral)!.AsObject();
        json.Remove("@odata.context");
        return json;
    }

    private static JsonNode Json(IParsable referral)
    {
        using JsonSerializationWriter writer = new();
        writer.WriteObjectValue(null, referral);
        using Stream json = writer.GetSerializedContent();
        JsonObject node = JsonNode.Parse(json)!.AsObject();
        node.Remove("@odata.context");
        return node;
    }

    // Each value that is not null, with its path. Numbers and times have many forms, and are compared by what they mean.
    private static HashSet<(string Path, string Value)> Values(JsonNode? node) => node switch
    {
        null => [],
        JsonObject members => [.. members.SelectMany(member => Values(member.Value))],
        JsonArray items => [.. items.SelectMany(Values)],
        _ => [(node.GetPath(), Meaning(node.AsValue()))],
    };

    private static string Meaning(JsonValue value) => value switch
    {
        _ when value.TryGetValue(out DateTimeOffset time) => FormattableString.Invariant($"{time.UtcTicks}"),
        _ when value.TryGetValue(out decimal number) => FormattableString.Invariant($"{number:0.##########}"),
        _ => value.ToJsonString(),
    };
}
