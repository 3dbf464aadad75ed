using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Lists what something that answers in place of Entra may send. Each is a complete response that is neither a 408, a 429 nor a 5xx, so it
/// is final, and nothing of it may be repeated.
/// </summary>
internal static class FalseTokenAnswers
{
    private const string Forged = $"{PlantedData.Mark}\r\n2031-01-01 INFO {PlantedData.Mail}\u001b[2J";

    public static IReadOnlyList<MatrixFault> All { get; } =
    [
        Of("no access token", answer => answer.Remove("access_token")),
        Of("access token with a line break", answer => answer["access_token"] = Forged),
        Of("refresh token with a line break", answer => answer["refresh_token"] = Forged),
        Of("lifetime that is no number", answer => answer["expires_in"] = Forged),
        new("token answer: a list", Proof.Final)
        {
            TokenAnswer = (HttpStatusCode.OK, text => new JsonArray(JsonNode.Parse(text)).ToJsonString()),
        },
        new("token answer: an error with a line break", Proof.Final)
        {
            TokenAnswer = (
                HttpStatusCode.BadRequest,
                _ => new JsonObject { ["error"] = Forged, ["suberror"] = Forged, ["correlation_id"] = Forged }.ToJsonString()),
        },
    ];

    private static MatrixFault Of(string name, Action<JsonObject> falsify) => new($"token answer: {name}", Proof.Final)
    {
        TokenAnswer = (
            HttpStatusCode.OK,
            text =>
            {
                JsonObject answer = JsonNode.Parse(text)!.AsObject();
                falsify(answer);
                return answer.ToJsonString();
            }
        ),
    };
}
