namespace PartnerCenter.Referrals.EndToEnd.Tests.ByteSweep;

/// <summary>Specifies after how many bytes of the request, or of the response, a connection ends, and whether it is reset (RST).</summary>
internal sealed record ByteCut(bool IsOfRequest, int Bytes, bool IsReset)
{
    public override string ToString() =>
        $"{(IsReset ? "reset" : "closed")} after byte {Bytes} of the {(IsOfRequest ? "request" : "response")}";
}
