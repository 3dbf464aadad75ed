using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Creates the responses of faults that another party sends, or that change a normal response and send it whole.</summary>
internal static class FaultyResponses
{
    private static readonly byte[] Page =
        "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>"u8.ToArray();

    public static EmulatedResponse Truncate(FaultContext context)
    {
        EmulatedResponse whole = context.NormalWithBody();
        return whole.With(whole.StatusCode, whole.Body[..(whole.Body.Length / 2)]);
    }

    public static EmulatedResponse? RemoveContent(FaultContext context)
    {
        if (context.Normal is not { StatusCode: < 300 } normal)
        {
            return context.Normal;
        }

        EmulatedResponse bare = normal.With(204, ReadOnlyMemory<byte>.Empty);
        bare.Headers.Remove("Content-Type");
        return bare;
    }

    public static EmulatedResponse? RemoveRecords(FaultContext context) =>
        context is { Normal: { StatusCode: 200 } normal, CreateEmptyPage: { } create }
            ? normal.With(normal.StatusCode, create().Body)
            : context.Normal;

    public static EmulatedResponse? ChangeId(FaultContext context)
    {
        if (context.Normal is not { StatusCode: < 300, Body.Length: > 0 } normal
            || JsonNode.Parse(normal.Body.Span) is not JsonObject record
            || !record.ContainsKey("id"))
        {
            return context.Normal;
        }

        record["id"] = Guid.NewGuid().ToString();
        return normal.With(normal.StatusCode, EmulatedResponse.Json(normal.StatusCode, record).Body);
    }

    public static EmulatedResponse? ChangeNames(FaultContext context)
    {
        if (context.Normal is not { StatusCode: < 300, Body.Length: > 0 } normal
            || JsonNode.Parse(normal.Body.Span) is not JsonObject body)
        {
            return context.Normal;
        }

        foreach (JsonNode? record in body["value"] is JsonArray page ? page : [body])
        {
            record!["name"] = new JsonObject();
        }

        return normal.With(normal.StatusCode, EmulatedResponse.Json(normal.StatusCode, body).Body);
    }

    public static EmulatedResponse SignInPage() => WithContentType(new EmulatedResponse(200, Page), "text/html; charset=utf-8");

    public static EmulatedResponse RedirectTo(Uri location)
    {
        EmulatedResponse response = EmulatedResponse.Empty(307);
        response.Headers["Location"] = location.AbsoluteUri;
        return response;
    }

    public static EmulatedResponse WithContentType(EmulatedResponse response, string contentType)
    {
        response.Headers["Content-Type"] = contentType;
        return response;
    }
}
