namespace PartnerCenter.Referrals.Emulator;

/// <summary>Contains the style of the page.</summary>
internal static class PageStyle
{
    public const string Text = """

        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 88rem; padding: 1rem 1.5rem; background: #f4f5f7; color: #1c2430;
            font: 15px/1.45 system-ui, sans-serif; }
        header { display: flex; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; } h3 { font-size: .95rem; margin: 0 0 .4rem; }
        small, time, .none { color: #5a6675; } time { white-space: nowrap; font-size: .9em; }
        code { font-size: .85em; overflow-wrap: anywhere; }
        .columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(15rem, 1fr); gap: 1rem; }
        section { background: #fff; border: 1px solid #dde1e7; border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
        article { border: 1px solid #dde1e7; border-radius: 6px; padding: .7rem; margin: 0 0 .7rem; }
        table { width: 100%; border-collapse: collapse; } td, th { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; }
        th { font-size: .8rem; font-weight: 600; color: #5a6675; } tbody tr { border-top: 1px solid #eceff3; }
        tr.act { border-top: 0; } tr.act td { background: #f0f6ff; padding: .5rem; border-radius: 4px; }
        td.path, bdi { overflow-wrap: anywhere; }
        form { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: center; margin: .2rem 0; }
        input, select, button { font: inherit; padding: .25rem .5rem; border: 1px solid #b5bdc9; border-radius: 4px; max-width: 100%; }
        input[type=number] { width: 5rem; }
        button { background: #1558b0; border-color: #1558b0; color: #fff; cursor: pointer; }
        button.quiet { background: #fff; color: #1558b0; }
        .status { padding: .1rem .5rem; border-radius: 9px; background: #e4e7eb; white-space: nowrap; }
        .status.new { background: #fff0c9; } .status.active { background: #d5f2dd; }
        .alert { background: #fde3e1; border: 1px solid #d9534f; border-radius: 6px; padding: .6rem 1rem; }
        ul, ol { padding-left: 1.2rem; margin: 0 0 .5rem; }
        @media (max-width: 60rem) { .columns { grid-template-columns: 1fr; } }

        """;
}
