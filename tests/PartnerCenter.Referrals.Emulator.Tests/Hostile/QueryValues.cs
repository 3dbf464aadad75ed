using System.Buffers.Text;
using System.Text;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Generates values for query options: valid ones, parts of valid ones in any order, and changed ones.</summary>
internal sealed class QueryValues(Random random)
{
    private static readonly string[] FilterParts =
    [
        "status", "name", "id", "engagementId", "team", "customerProfile", "address", "country", "t", "createdDateTime", "$it", "null",
        "true", "'New'", "''", "'o''k'", "'", "5", "-1", "1.5e300", "99999999999999999999", "2030-01-01", "2030-01-02T00:00:00Z",
        "aaaaaaaa-0000-0000-0000-000000000001", "duration'P1D'", "INF", "NaN", "X'00'", "eq", "ne", "gt", "ge", "lt", "le", "and", "or",
        "not", "in", "has", "add", "sub", "mul", "div", "mod", "(", ")", ",", "/", ":", "-", "any", "all", "$count", "contains(",
        "startswith(", "endswith(", "length(", "indexof(", "substring(", "tolower(", "toupper(", "trim(", "concat(", "year(", "month(",
        "day(", "hour(", "date(", "time(", "now()", "round(", "floor(", "ceiling(", "cast(", "isof(", "matchesPattern(", "Edm.String",
        "Edm.Int32", "any(t:", "all(t:", "@p", "{", "}", "[1]", "\\", "\0", "é", "\ud83d\ude80", "fractionalseconds(", "maxdatetime()",
        "geo.distance(", "customerProfile/name", "team/$count", "any()", "case(", "PartnerCenter.Referrals",
    ];

    private static readonly string[] FilterTemplates =
    [
        "{0} eq {1}", "{0} ne {1} and {2} gt {1}", "not ({0} lt {1})", "{0} in ({1},{2})", "contains({0},{1})",
        "startswith({0},{1}) eq {2}", "substring({0},{1}) eq {2}", "substring({0},{1},{2}) eq 'x'", "team/any(t: t/email eq {1})",
        "team/all(t: {0} eq {1})", "year({0}) div {1} eq {2}", "{0}", "cast({0},{1}) eq {2}", "isof({0},{1})", "team/$count gt {0}",
        "length({0}) gt {1}", "indexof({0},{1}) eq {2}", "{0} add {1} gt {2}", "-{0} lt {1}", "{0} mod {1} eq {2}",
        "round({0}) eq {1}", "date({0}) eq {1}", "({0}) or ({1})", "customerProfile/{0} eq {1}", "trim({0}) eq {1}", "{0} has {1}",
        "team/any(t: team/any(u: u/email eq t/email))",
    ];

    private static readonly string[] Orders =
    [
        "createdDateTime", "updatedDateTime desc", "name", "asc", " desc", ",", "createdDateTime asc", "/", "(",
        "createdDateTime desc asc",
    ];

    private static readonly string[] Members =
    [
        "id", "name", "team", "*", "customerProfile", "customerProfile/name", ",", " ", "ID", "$",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2147483647", "2147483648", "-1", "+1", " 1", "1.0", "1e3", "0x1", "", "٣", "99999999999999999999", "true",
        "false", "TRUE",
    ];

    public string Next(string option) => random.Next(10) == 0 ? Characters() : option switch
    {
        "$filter" => Filter(),
        "$orderby" => Mixed(Orders),
        "$select" or "$expand" => Mixed(Members),
        "$skiptoken" => Token(),
        _ => Numbers[random.Next(Numbers.Length)],
    };

    private string Filter()
    {
        if (random.Next(3) > 0)
        {
            return string.Format(null, FilterTemplates[random.Next(FilterTemplates.Length)], [Part(), Part(), Part()]);
        }

        return string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 12)).Select(_ => Part()));

        string Part() => FilterParts[random.Next(FilterParts.Length)];
    }

    private string Token()
    {
        string json = $$"""
            {"Filter":{{Value()}},"OrderBy":{{Value()}},"Select":{{Value()}},"Count":{{(random.Next(8) == 0 ? Value() : "true")}},
             "Skip":{{Number()}},"Remaining":{{Number()}},"After":{{After()}},"AfterSequence":{{Number()}},"EmptyPages":{{Number()}}}
            """;
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        if (random.Next(10) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return Base64Url.EncodeToString(bytes);

        string Value() => random.Next(6) switch
        {
            0 => "\"createdDateTime\"",
            1 => "\"status eq 'New'\"",
            2 => "\"\\ud800\"",
            3 => "\"name,id\"",
            _ => "null",
        };

        string Number() => random.Next(6) switch
        {
            0 => "-1",
            1 => "2147483647",
            2 => "-2147483648",
            3 => "9223372036854775807",
            4 => "null",
            _ => "0",
        };

        string After() => random.Next(6) switch
        {
            0 => "[]",
            1 => "[null]",
            2 => "[\"1\"]",
            3 => "[\"x\",null]",
            4 => "[\"-9223372036854775808\"]",
            _ => "null",
        };
    }

    private string Mixed(string[] parts) =>
        string.Join(random.Next(2) == 0 ? "," : "", Enumerable.Range(0, random.Next(0, 5)).Select(_ => parts[random.Next(parts.Length)]));

    private string Characters() =>
        string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => new Rune(random.Next(random.Next(4) == 0 ? 0xD800 : 128))));
}
