using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Checks that the referral of each peer holds every value of the response, so that no peer looks fast because it reads less.
/// </summary>
internal static class SameWork
{
    /// <exception cref="InvalidOperationException">A peer does not read every value.</exception>
    public static void Check()
    {
        int expected = Values(JsonNode.Parse(CannedService.One)!) - 1; // @odata.context is an annotation and not a field.
        using NewtonsoftPeer newtonsoft = new(NewService());
        using RestSharpPeer restSharp = new(NewService());
        using KiotaPeer kiota = new(NewService());
        using Sdk sdk = new(NewService());
        Require("floor", Values(Json(JsonSerializer.Deserialize(CannedService.One, PlainJson.Default.PlainReferral)!)));
        Require(newtonsoft.Name, Values(Json(newtonsoft.GetReferralAsync().GetAwaiter().GetResult())));
        Require(restSharp.Name, Values(Json(restSharp.GetReferralAsync().GetAwaiter().GetResult())));
        Require(kiota.Name, Values(Json(kiota.GetReferralAsync().GetAwaiter().GetResult()!)));
        Require(sdk.Name, Values(Json(sdk.Client.GetAsync(PartnerCenter.Referrals.Tests.ReferralJson.Id).GetAwaiter().GetResult())));

        void Require(string name, int found)
        {
            if (found != expected)
            {
                throw new InvalidOperationException($"{name} reads {found} of {expected} values.");
            }
        }

        static CannedService NewService() => new(HttpStatusCode.OK, CannedService.One);
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

    private static int Values(JsonNode? node) => node switch
    {
        null => 0,
        JsonObject members => members.Sum(member => Values(member.Value)),
        JsonArray items => items.Sum(Values),
        _ => 1,
    };
}
