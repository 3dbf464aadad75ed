using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Sends the two requests that change a referral, spelled out.</summary>
internal static class UpdateRequests
{
    public const string Collection = "/v1.0/engagements/referrals";

    public static string Id(this JsonObject record) => record["id"]!.GetValue<string>();

    public static string Tag(this JsonObject record) => record["eTag"]!.GetValue<string>();

    public static string State(this JsonObject record) => $"{record["status"]}/{record["substatus"]}";

    /// <summary>Returns a copy of a record with one value changed. The path has the form <c>details/notes</c>.</summary>
    public static JsonObject Changed(this JsonObject record, string path, JsonNode? value)
    {
        JsonObject copy = record.DeepClone().AsObject();
        string[] names = path.Split('/');
        JsonNode parent = names[..^1].Aggregate((JsonNode)copy, (node, name) => node[name]!);
        parent[names[^1]] = value;
        return copy;
    }

    public static Task<RawResponse> PutAsync(this RawClient client, JsonObject body, string? ifMatch = null) =>
        client.PutAsync(body.Id(), body.ToJsonString(), ifMatch ?? body.Tag());

    public static Task<RawResponse> PutAsync(this RawClient client, string id, string body, string? ifMatch) =>
        SendAsync(client, HttpMethod.Put, id, body, "application/json", ifMatch, prefer: null);

    public static Task<RawResponse> PatchAsync(
        this RawClient client, string id, string body, string? ifMatch = null, string? prefer = null,
        string? mediaType = "application/json") =>
        SendAsync(client, HttpMethod.Patch, id, body, mediaType, ifMatch, prefer);

    /// <summary>Sends a patch, which must succeed, and returns the changed record.</summary>
    public static async Task<JsonObject> PatchedAsync(this RawClient client, string id, string body)
    {
        RawResponse answer = await client.PatchAsync(id, body, prefer: "return=representation");
        Assert.Equal((200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Text));
        return answer.Json;
    }

    private static async Task<RawResponse> SendAsync(
        RawClient client, HttpMethod method, string id, string body, string? mediaType, string? ifMatch, string? prefer)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.Emulator.Endpoint, $"{Collection}/{id}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {client.Emulator.IssueToken()}");
        request.Content = new StringContent(body);
        request.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (prefer is not null)
        {
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        return await client.SendAsync(request);
    }
}
